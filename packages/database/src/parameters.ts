import { is, Param, Placeholder } from "drizzle-orm";

/** Makes the list of values that a declared statement is run with. */
export type BindParameters = (values: Record<string, unknown>) => unknown[];

/**
 * Compiles a statement's parameters into a function from named values to what the driver takes: each encoded by the column it stands for.
 *
 * @throws Error from the compiled function when a value is missing; ValueError when a column refuses it.
 */
export function bindParameters(parameters: readonly unknown[]): BindParameters {
  const makers = parameters.map(maker);
  return (values) => {
    const bound = new Array<unknown>(makers.length);
    for (let i = 0; i < makers.length; i++) bound[i] = makers[i]?.(values);
    return bound;
  };
}

function maker(parameter: unknown): (values: Record<string, unknown>) => unknown {
  if (is(parameter, Placeholder)) {
    const { name } = parameter;
    return (values) => given(values, name);
  }
  if (is(parameter, Param) && is(parameter.value, Placeholder)) {
    const { encoder, value: placeholder } = parameter;
    const { name } = placeholder;
    return (values) => encoder.mapToDriverValue(given(values, name));
  }
  return () => parameter;
}

function given(values: Record<string, unknown>, name: string): unknown {
  const value = values[name];
  if (value === undefined) throw new Error(`No value for placeholder "${name}" was provided`);
  return value;
}
