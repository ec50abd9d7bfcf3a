using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// Takes the file of a form as it comes, part by part, so that no memory and no second copy is needed however large it is. The token against
/// forgery is the first part: nothing is read for whom it does not hold.
/// </summary>
internal static class TrustedParts
{
    /// <summary>What is not the file: the token, and the lines between the parts.</summary>
    public const long Around = 16_000;

    private const string TokenField = "__RequestVerificationToken";
    private const string TokenHeader = "RequestVerificationToken";
    private const string FileField = "file";
    private const int TokenMaxLength = 2000;

    /// <param name="receive">Gets the name of the file, and what is in it.</param>
    /// <param name="none">Where no file was sent.</param>
    /// <returns>Null where it is no such form, or the token does not hold.</returns>
    /// <exception cref="IOException">It did not arrive whole; <see cref="InvalidDataException"/> and <see cref="BadHttpRequestException"/> too.</exception>
    public static async Task<T?> ReadAsync<T>(
        HttpContext context,
        IAntiforgery antiforgery,
        Func<string, Stream, Task<T>> receive,
        T none
    )
        where T : class
    {
        if (BoundaryOf(context.Request) is not { } boundary)
        {
            return null;
        }

        var cancel = context.RequestAborted;
        var reader = new MultipartReader(boundary, context.Request.Body);
        var isTrusted = false;
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } part)
            {
                continue;
            }

            if (part.Name == TokenField)
            {
                context.Request.Headers[TokenHeader] = await TextAsync(section, cancel);
                isTrusted = await antiforgery.IsRequestValidAsync(context);
            }

            if (!isTrusted)
            {
                return null;
            }

            if (part.IsFileDisposition() && part.Name == FileField)
            {
                return await receive(new FileMultipartSection(section, part).FileName, section.Body);
            }
        }

        return isTrusted ? none : null;
    }

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken cancel)
    {
        using var reader = new StreamReader(section.Body, Encoding.ASCII, leaveOpen: true);
        var text = new char[TokenMaxLength];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancel));
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType == "multipart/form-data"
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 70 } boundary
            ? boundary.ToString()
            : null;
}
