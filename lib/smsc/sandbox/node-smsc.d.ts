/** As much of the package as the sandbox's test calls. */
declare module "node-smsc" {
  type Call = (
    query?: Record<string, string | number>,
    options?: { files?: { field: string; value: unknown; options?: object }[] },
  ) => PromiseLike<unknown>;

  type Api = Record<"send" | "jobs" | "status" | "balance" | "phones" | "users" | "info" | "get" | "senders" | "templates", Call>;

  export default function initSmsc(options: { login: string; password: string; request: string }): Api;
}
