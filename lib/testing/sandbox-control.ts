/** Use a switch of a sandbox's control side; throws when it does not take it. */
export async function controlSandbox<T>(sandbox: { controlUrl: string }, path: string, body: object = {}): Promise<T> {
  const answer = await fetch(`${sandbox.controlUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}.`);
  return (await answer.json()) as T;
}
