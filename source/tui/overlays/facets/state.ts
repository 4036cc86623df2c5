import {overlayHandle} from '../../store/overlay-handle.ts';

/** The menu of what the rows have in common, with the entry that the keys go to. */
export const facets = overlayHandle<{readonly at: number}>('facets');

export const openFacets = facets.open({at: 0});
