using System.Net.Mime;
using System.Text;
using LeadGen.Web.Operations;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Capture;

/// <summary>
/// The fields of a posted form, read strictly: a body that is too large, has too many fields or is no UTF-8 is refused as it is,
/// where the framework's reader would mend it.
/// </summary>
public sealed record PostedForm(IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    public const int BodyMaxBytes = 64 * 1024;
    public const int FieldsMax = 200;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The first answer that is not empty, or null.</summary>
    public string? this[string name] =>
        Fields.FirstOrDefault(field => field.Key == name && !string.IsNullOrWhiteSpace(field.Value)).Value;

    /// <returns>The form, or the status to refuse it with: 400, 413 or 415.</returns>
    public static async Task<(PostedForm? Form, int Status)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!IsForm(request.ContentType))
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await BoundedBody.ReadAsync(request, BodyMaxBytes, cancel) is { } body
                ? Parse(body)
                : (null, StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
    }

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static (PostedForm? Form, int Status) Parse(ReadOnlySpan<byte> body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        try
        {
            foreach (var range in body.Split((byte)'&'))
            {
                var pair = body[range];
                if (pair.IsEmpty)
                {
                    continue;
                }

                if (fields.Count == FieldsMax)
                {
                    return (null, StatusCodes.Status400BadRequest);
                }

                var at = pair.IndexOf((byte)'=');
                fields.Add(at < 0 ? new(Decode(pair), "") : new(Decode(pair[..at]), Decode(pair[(at + 1)..])));
            }
        }
        catch (DecoderFallbackException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }

        return (new PostedForm(fields), StatusCodes.Status200OK);
    }

    // As browsers write it: + is a space, %XX a byte, and a % that starts no byte is itself.
    private static string Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '+')
            {
                c = (byte)' ';
            }
            else if (
                c == '%'
                && i + 2 < text.Length
                && char.IsAsciiHexDigit((char)text[i + 1])
                && char.IsAsciiHexDigit((char)text[i + 2])
            )
            {
                c = (byte)((HexOf(text[i + 1]) << 4) | HexOf(text[i + 2]));
                i += 2;
            }

            bytes[length++] = c;
        }

        return Strict.GetString(bytes, 0, length);
    }

    private static int HexOf(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
