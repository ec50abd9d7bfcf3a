namespace LeadGen.Web.Api;

/// <summary>Refusals as problem documents (RFC 9457). Each says what to do next.</summary>
internal static class ApiProblems
{
    /// <summary>422 with the fields and what to do about each.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            "Some fields are not as they must be: errors says which, and what to do.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "The request cannot be used",
            extensions: new Dictionary<string, object?> { ["errors"] = errors }
        );

    public static IResult Invalid(IReadOnlyDictionary<string, string> errors) =>
        Invalid(errors.ToDictionary(error => error.Key, error => new[] { error.Value }));

    public static IResult Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <param name="line">Where the reading stopped, from 1, and the byte in that line, from 0.</param>
    public static IResult Unreadable(string detail, long? line = null, long? position = null) =>
        TypedResults.Problem(
            detail,
            statusCode: StatusCodes.Status400BadRequest,
            title: "The body cannot be read",
            extensions: line is null
                ? null
                : new Dictionary<string, object?> { ["line"] = line, ["byte_in_line"] = position }
        );

    public static IResult WrongType() =>
        TypedResults.Problem(
            "Send JSON in UTF-8, uncompressed, with the header Content-Type: application/json.",
            statusCode: StatusCodes.Status415UnsupportedMediaType,
            title: "The content type is not taken"
        );

    public static IResult TooLarge(int maxBytes) =>
        TypedResults.Problem(
            $"This call takes at most {maxBytes} bytes. Send less at once.",
            statusCode: StatusCodes.Status413PayloadTooLarge,
            title: "The body is too large"
        );

    public static IResult NotFound(string what) =>
        TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound, title: "There is no such thing");

    public static IResult Busy(string detail, HttpResponse response)
    {
        response.Headers.RetryAfter = "60";
        return TypedResults.Problem(
            detail,
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Too much at once"
        );
    }

    /// <param name="member">The member that shows how things stand now.</param>
    public static IResult MovedOn(string detail, string? member = null, object? present = null) =>
        TypedResults.Problem(
            detail,
            statusCode: StatusCodes.Status409Conflict,
            title: "It has moved on",
            extensions: member is null ? null : new Dictionary<string, object?> { [member] = present }
        );
}
