using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Api;

/// <summary>Reads the body of a call: one JSON object, bounded in size and depth. A member that stands twice in an object is refused.</summary>
internal static class JsonBody
{
    /// <summary>More than any single thing needs.</summary>
    public const int OneMaxBytes = 128 * 1024;

    /// <summary>Of a scoring model.</summary>
    public const int ModelMaxBytes = 1024 * 1024;

    /// <summary>Of a list: as many items as are taken, each as large as it may be within reason.</summary>
    public const int BatchMaxBytes = 8 * 1024 * 1024;

    private const int DepthMax = 32;
    private const int ChunkBytes = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = DepthMax,
        AllowDuplicateProperties = false,
    };

    /// <param name="optional">No body at all is taken as an empty object.</param>
    /// <param name="mend">What is done to the text before it is read; nothing unless given.</param>
    /// <returns>Either the form, or the problem to answer with.</returns>
    public static async Task<(JsonForm Form, IResult? Problem)> ReadAsync(
        HttpRequest request,
        int maxBytes,
        CancellationToken cancel,
        bool optional = false,
        Func<string, string>? mend = null
    )
    {
        if (request.ContentLength > maxBytes)
        {
            return Refused(ApiProblems.TooLarge(maxBytes));
        }

        var bytes = await BytesAsync(request.Body, maxBytes, cancel);
        if (bytes is null)
        {
            return Refused(ApiProblems.TooLarge(maxBytes));
        }

        if (bytes.Length == 0 && optional)
        {
            return (JsonForm.Empty, null);
        }

        return IsJson(request) ? Parse(request, bytes, mend) : Refused(ApiProblems.WrongType());
    }

    private static async Task<byte[]?> BytesAsync(Stream body, int maxBytes, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (await body.ReadAsync(chunk, cancel) is > 0 and var count)
        {
            if (read.Length + count > maxBytes)
            {
                return null;
            }

            read.Write(chunk, 0, count);
        }

        return read.ToArray();
    }

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding is [] or ["identity"];

    private static (JsonForm, IResult?) Parse(HttpRequest request, byte[] bytes, Func<string, string>? mend)
    {
        ReadOnlyMemory<byte> text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        if (!Utf8.IsValid(text.Span))
        {
            return Refused(ApiProblems.Unreadable("The body is not UTF-8. Encode it so."));
        }

        try
        {
            var document = mend is null
                ? JsonDocument.Parse(text, Strict)
                : JsonDocument.Parse(mend(Encoding.UTF8.GetString(text.Span)), Strict);
            request.HttpContext.Response.RegisterForDispose(document);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (new JsonForm(document.RootElement), null)
                : Refused(ApiProblems.Invalid("body", "Send one JSON object in braces"));
        }
        catch (JsonException wrong)
        {
            return Refused(
                ApiProblems.Unreadable(
                    $"This is not JSON that can be read: look at line {wrong.LineNumber + 1}. A member may stand only once in an object, and objects may be {DepthMax} deep.",
                    wrong.LineNumber + 1,
                    wrong.BytePositionInLine
                )
            );
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            return Refused(
                ApiProblems.Unreadable("The name of a member holds half of a character (an unpaired surrogate).")
            );
        }
    }

    private static (JsonForm, IResult?) Refused(IResult problem) => (JsonForm.Empty, problem);
}
