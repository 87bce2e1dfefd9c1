/** Sign in as a browser does; gives the cookies to send along. */
export async function signIn(webUrl: string, { email, password }: { email: string; password: string }): Promise<string> {
  const cookies = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  const opened = await fetch(`${webUrl}/api/auth/csrf`);
  keep(opened);
  const { csrfToken } = (await opened.json()) as { csrfToken: string };
  const answer = await fetch(`${webUrl}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: header(), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  });
  await answer.arrayBuffer();
  keep(answer);
  if (![...cookies.keys()].some((name) => name.includes("session-token"))) throw new Error(`${email} could not sign in.`);
  return header();
}
