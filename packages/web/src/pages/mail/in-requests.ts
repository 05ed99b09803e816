/** As many as the API takes in one request, of conversations and of an intent's messages alike. */
const mostAtOnce = 1000;

export function inRequests<Item>(items: readonly Item[]): Item[][] {
  const requests: Item[][] = [];
  for (let at = 0; at < items.length; at += mostAtOnce) requests.push(items.slice(at, at + mostAtOnce));
  return requests;
}
