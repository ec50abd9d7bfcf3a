using LeadGen.Web.Access;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>Takes a file of leads as it comes: see <see cref="TrustedParts"/>. It has a limit of its own.</summary>
public static class ImportUploadPoint
{
    /// <summary>What was wrong with the file, until the page is shown.</summary>
    public const string ErrorKey = "ImportError";

    public static void MapImportUpload(this IEndpointRouteBuilder app) =>
        app.MapPost(ImportPaths.Upload, ReceiveAsync)
            .RequireAuthorization(Policies.Marketing)
            .WithMetadata(new RequestSizeLimitAttribute(ImportIntake.MaxBytes + TrustedParts.Around))
            .ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        ImportIntake intake,
        IAntiforgery antiforgery,
        ITempDataDictionaryFactory flash
    )
    {
        ImportReceipt? receipt;
        try
        {
            receipt =
                context.Request.ContentLength > ImportIntake.MaxBytes + TrustedParts.Around
                    ? new ImportReceipt(null, ImportIntake.TooLarge, IsTooLarge: true)
                    : await TrustedParts.ReadAsync(
                        context,
                        antiforgery,
                        (name, content) =>
                            intake.ReceiveAsync(
                                new ImportUpload(name, content, context.User.StaffName(), ImportState.Uploaded),
                                context.RequestAborted
                            ),
                        new ImportReceipt(null, "Choose a file")
                    );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or BadHttpRequestException)
        {
            receipt = new ImportReceipt(null, "The file did not arrive whole. Upload it again");
        }

        if (receipt is null)
        {
            return Results.BadRequest();
        }

        if (receipt.Import is { } import)
        {
            return Results.Redirect(ImportPaths.One(import.Id));
        }

        var told = flash.GetTempData(context);
        told[ErrorKey] = receipt.Error;
        told.Save();
        return Results.Redirect(ImportPaths.List);
    }
}
