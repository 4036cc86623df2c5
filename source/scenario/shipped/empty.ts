export const empty = `about a director without any service, to begin from
`;
