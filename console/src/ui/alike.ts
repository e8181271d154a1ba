/** Whether two things that were put together alike hold the same. */
export function isAlike<T>(one: T | undefined, other: T | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
