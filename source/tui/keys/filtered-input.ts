/** The same input with its text changed on the way: for what Ink does not know. */
export const filteredInput = (
	stdin: NodeJS.ReadStream,
	filter: (text: string) => string,
): NodeJS.ReadStream =>
	new Proxy(stdin, {
		get: (target, name) => {
			if (name === 'read') {
				return (size?: number): unknown => {
					const chunk: unknown = target.read(size);
					return typeof chunk === 'string' ? filter(chunk) : chunk;
				};
			}
			const value: unknown = Reflect.get(target, name, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
