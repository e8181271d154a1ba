/** What went wrong with a request, in words for people and with what the server said. */
export class ApiError extends Error {
  private constructor(
    message: string,
    /** 0 where no answer came. */
    readonly status: number,
    readonly code: string,
    /** The refused members, by name. */
    readonly fields: Record<string, string>,
    readonly requestId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** Reads the house API's error. */
  static async of(response: Response): Promise<ApiError> {
    const body = (await response.clone().json().catch(() => ({}))) as {
      error?: { code?: string; message?: string; request_id?: string; fields?: { field?: string; message?: string }[] };
    };
    const said = body.error ?? {};
    const fields: Record<string, string> = {};
    for (const detail of said.fields ?? []) if (detail.field) fields[detail.field] = detail.message ?? "";
    return new ApiError(
      said.message ?? response.statusText,
      response.status,
      said.code ?? String(response.status),
      fields,
      said.request_id ?? response.headers.get("x-request-id"),
      Number(response.headers.get("retry-after")) || null,
    );
  }

  /** No answer came: the server is down, or the line is cut. */
  static unreachable(): ApiError {
    return new ApiError("", 0, "unreachable", {}, null, null);
  }
}

/** Whether it was refused because nobody is signed in, or not any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
