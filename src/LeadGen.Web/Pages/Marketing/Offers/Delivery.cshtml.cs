using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What the visitor gets: chosen, looked at and saved. The file goes by <see cref="DeliveryUpload"/>.</summary>
public sealed class DeliveryModel(
    LeadGenDbContext db,
    DeliveryDesk desk,
    PoolDesk pool,
    OfferFiles files,
    FileUpload upload,
    VisitorTokens tokens,
    MailTemplates templates,
    TimeProvider time
) : OfferPageModel(db, time)
{
    /// <summary>What is shown: that which was typed, once it was.</summary>
    public Delivery Delivery { get; private set; } = Delivery.Nothing;

    /// <summary>The upload behind the file, where it came by one.</summary>
    public StoredFile? Stored { get; private set; }

    /// <summary>Its size; null where it is not on the disk.</summary>
    public long? FileBytes { get; private set; }

    /// <summary>Of codes or seats; null where the offer limits neither.</summary>
    public PoolCount? Count { get; private set; }
    public PoolLevel Level { get; private set; }

    /// <summary>What a reader would get, once the preview was asked for; null where that is nothing.</summary>
    public WrittenMail? Preview { get; private set; }
    public bool IsPreview { get; private set; }

    public bool HasDate => Offer.Kind is OfferKind.Webinar or OfferKind.Event || Delivery.StartsAt is not null;

    /// <param name="file">Why the file was not taken.</param>
    public async Task<IActionResult> OnGetAsync(string? file, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        if (Terms.Parse<UploadResult>(file) is { } result)
        {
            ModelState.AddModelError("file", DeliveryUpload.Words(result));
        }

        await ShowAsync(Offer.Delivery, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var delivery = DeliveryForm.Read(Offer.Delivery, Sent, ModelState.AddModelError);
        if (!ModelState.IsValid)
        {
            return await AgainAsync(delivery, StatusCodes.Status422UnprocessableEntity, cancel);
        }

        var seen = int.TryParse(Sent(SeenField), out var version) ? version : 0;
        switch (await desk.SaveAsync(Id, seen, delivery, cancel))
        {
            case DeliverySaved.Done:
                return Tell("Saved. Visitors get it from now on.", OfferPaths.Delivery(Id));
            case DeliverySaved.NotFound:
                return NotFound();
            default:
                ModelState.AddModelError(
                    "",
                    "Somebody else has changed this offer meanwhile. What you typed still stands below: save again to put it over theirs, or open the page anew to see theirs."
                );
                return await AgainAsync(delivery, StatusCodes.Status409Conflict, cancel);
        }
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var delivery = DeliveryForm.Read(Offer.Delivery, Sent, ModelState.AddModelError);
        if (ModelState.IsValid)
        {
            IsPreview = true;
            Preview = Written(delivery);
        }

        var page = await AgainAsync(
            delivery,
            IsPreview ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            cancel
        );
        if (IsPreview)
        {
            // What was typed is kept, and nothing is wrong with it.
            foreach (var field in ModelState.Keys)
            {
                ModelState.MarkFieldSkipped(field);
            }
        }

        return page;
    }

    public async Task<IActionResult> OnPostRemoveFileAsync(CancellationToken cancel) =>
        await upload.RemoveAsync(Id, cancel)
            ? Tell(
                "The file is not handed out any more. Links that are out work for as long as they would have.",
                OfferPaths.Delivery(Id)
            )
            : NotFound();

    private async Task<IActionResult> AgainAsync(Delivery typed, int status, CancellationToken cancel)
    {
        await ShowAsync(typed, cancel);
        return await AgainAsync(status, cancel);
    }

    private async Task ShowAsync(Delivery delivery, CancellationToken cancel)
    {
        Delivery = delivery;
        if (Offer.Delivery.File is { } file)
        {
            FileBytes = files.Find(file)?.Length;
            Stored = await Db.Set<StoredFile>()
                .AsNoTracking()
                .SingleOrDefaultAsync(stored => stored.Key == file.Key && stored.OfferId == Id, cancel);
        }

        if (Offer.Delivery.IsLimited())
        {
            Count = await pool.CountAsync(Db, Offer, cancel);
            Level = Offer.Delivery.Coupon is { Shared: null } coupon
                ? PoolAlarm.LevelOf(Count.Free, coupon)
                : PoolLevel.Enough;
        }
    }

    /// <summary>As it would be for a reader that there is not.</summary>
    private WrittenMail? Written(Delivery delivery)
    {
        var offer = Offer.Create(
            Offer.Slug,
            Offer.Content with
            {
                Delivery = delivery with { File = Offer.Delivery.File },
            },
            Now
        );
        var reader = new Submission
        {
            Id = Guid.Empty,
            LeadId = Guid.Empty,
            OfferId = Offer.Id,
            ReceivedAt = Now,
            Fields = new Dictionary<string, string>
            {
                [LeadFields.Email] = "mina@example.com",
                [LeadFields.FirstName] = "Mina",
            },
            ContentHash = "",
        };
        var code = delivery.Coupon is { Shared: null } ? "THEIR-CODE" : null;
        return OfferMail.Of(offer, reader, tokens, Now, code) is { } mail
            ? templates.Write(MailKind.Delivery, mail.Data)
            : null;
    }
}
