using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Handover;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>
/// Takes the file of the delivery tab as it comes, part by part, so that no memory and no second copy is needed however large it is. It has a
/// limit of its own. The token against forgery is the first part: nothing is read for whom it does not hold.
/// </summary>
public static class DeliveryUpload
{
    private const string TokenField = "__RequestVerificationToken";
    private const string TokenHeader = "RequestVerificationToken";
    private const string FileField = "file";
    private const int TokenMaxLength = 2000;

    /// <summary>What is not the file: the token, and the lines between the parts.</summary>
    private const long Around = 16_000;

    public static string Path(Guid id) => OfferPaths.Delivery(id) + "/file";

    public static string CodesPath(Guid id) => OfferPaths.Delivery(id) + "/codes";

    public static string RegistrationsPath(Guid id) => OfferPaths.Delivery(id) + "/registrations";

    public static void MapDeliveryUpload(this IEndpointRouteBuilder app) =>
        app.MapPost("/marketing/offers/{id:guid}/delivery/file", ReceiveAsync)
            .RequireAuthorization(Policies.Marketing)
            .WithMetadata(new RequestSizeLimitAttribute(FileUpload.MaxBytes + Around))
            .ExcludeFromDescription();

    /// <summary>What is wrong with the file, and what to do.</summary>
    public static string Words(UploadResult result) =>
        result switch
        {
            UploadResult.WrongKind => $"Choose a file of one of these kinds: {FileKind.Words}",
            UploadResult.WrongContent =>
                "Choose another file: what is in this one is not what its name says, or is a program",
            UploadResult.TooLarge =>
                $"Choose a file of {FileUpload.MaxMegabytes} MB or less. For a longer video, give its web address below",
            UploadResult.Cut => "The file did not arrive whole. Upload it again",
            _ => "Choose a file",
        };

    private static async Task<IResult> ReceiveAsync(
        Guid id,
        HttpContext context,
        FileUpload upload,
        IAntiforgery antiforgery,
        ITempDataDictionaryFactory flash
    )
    {
        if (BoundaryOf(context.Request) is not { } boundary)
        {
            return Results.BadRequest();
        }

        if (context.Request.ContentLength > FileUpload.MaxBytes + Around)
        {
            return Refused(id, UploadResult.TooLarge);
        }

        UploadResult? result;
        try
        {
            result = await ReadAsync(
                id,
                context,
                new MultipartReader(boundary, context.Request.Body),
                upload,
                antiforgery
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or BadHttpRequestException)
        {
            result = UploadResult.Cut;
        }

        if (result is null or UploadResult.NotFound)
        {
            return result is null ? Results.BadRequest() : Results.NotFound();
        }

        if (result is not UploadResult.Done)
        {
            return Refused(id, result.Value);
        }

        var told = flash.GetTempData(context);
        told["Flash"] = "The file is handed out from now on. Links that are out lead to it too.";
        told.Save();
        return Results.Redirect(OfferPaths.Delivery(id));
    }

    /// <returns>Null where the token does not hold.</returns>
    private static async Task<UploadResult?> ReadAsync(
        Guid id,
        HttpContext context,
        MultipartReader reader,
        FileUpload upload,
        IAntiforgery antiforgery
    )
    {
        var cancel = context.RequestAborted;
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
                var file = new FileMultipartSection(section, part);
                return await upload.ReceiveAsync(id, file.FileName, section.Body, context.User.StaffName(), cancel);
            }
        }

        return isTrusted ? UploadResult.NoFile : null;
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

    private static IResult Refused(Guid id, UploadResult result) =>
        Results.Redirect($"{OfferPaths.Delivery(id)}?file={Terms.Of(result)}#file");
}
