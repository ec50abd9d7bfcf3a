using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Takes the file of the delivery tab as it comes: see <see cref="TrustedParts"/>. It has a limit of its own.</summary>
public static class DeliveryUpload
{
    public static string Path(Guid id) => OfferPaths.Delivery(id) + "/file";

    public static string CodesPath(Guid id) => OfferPaths.Delivery(id) + "/codes";

    public static string RegistrationsPath(Guid id) => OfferPaths.Delivery(id) + "/registrations";

    public static void MapDeliveryUpload(this IEndpointRouteBuilder app) =>
        app.MapPost("/marketing/offers/{id:guid}/delivery/file", ReceiveAsync)
            .RequireAuthorization(Policies.Marketing)
            .WithMetadata(new RequestSizeLimitAttribute(FileUpload.MaxBytes + TrustedParts.Around))
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
        if (context.Request.ContentLength > FileUpload.MaxBytes + TrustedParts.Around)
        {
            return Refused(id, UploadResult.TooLarge);
        }

        UploadResult? result;
        try
        {
            var read = await TrustedParts.ReadAsync(
                context,
                antiforgery,
                async (name, content) =>
                    new Received(
                        await upload.ReceiveAsync(id, name, content, context.User.StaffName(), context.RequestAborted)
                    ),
                new Received(UploadResult.NoFile)
            );
            result = read?.Result;
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

    private sealed record Received(UploadResult Result);

    private static IResult Refused(Guid id, UploadResult result) =>
        Results.Redirect($"{OfferPaths.Delivery(id)}?file={Terms.Of(result)}#file");
}
