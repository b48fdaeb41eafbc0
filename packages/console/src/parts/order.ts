/** The order of a list as its address and the API write it: a name, with `-` before it for descending. */

/** The order after a click on a column: another column begins ascending, the same one turns around. */
export function turned(order: string, by: string): string {
  return order === by ? `-${by}` : by;
}

export const orderOf = (order: string): { readonly by: string; readonly isDescending: boolean } => ({
  by: order.replace(/^-/, ''),
  isDescending: order.startsWith('-'),
});
