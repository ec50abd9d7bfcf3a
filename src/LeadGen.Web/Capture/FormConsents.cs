using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Capture;

/// <summary>The words about privacy on a form.</summary>
/// <param name="Marketing">Beside the box for mail.</param>
/// <param name="NoticeHash">Of the notice below it.</param>
public sealed record FormTexts(Guid OfferId, ConsentText Marketing, string NoticeHash);

/// <summary>As a form shows them.</summary>
/// <param name="Consent">Beside the box for mail.</param>
/// <param name="Notice">Below the form.</param>
/// <param name="Sealed">All of it, for <see cref="FormConsents.Field"/>.</param>
public sealed record FormWords(string Consent, string Notice, string Sealed);

/// <summary>What a form says about privacy.</summary>
/// <param name="Texts">As they were shown.</param>
/// <param name="IsConfirmed">A yes to mail counts only when it is confirmed by mail.</param>
/// <param name="RefusesTracking">The browser says so by Global Privacy Control.</param>
/// <param name="IpPrefix">The network from which it came.</param>
public sealed record FormPrivacy(
    FormTexts Texts,
    bool IsConfirmed = true,
    bool RefusesTracking = false,
    string? IpPrefix = null
)
{
    /// <summary>Asks the owner of the address whether the yes is theirs; null where nothing is to be confirmed.</summary>
    public OutgoingMail? Confirmation(Consent yes, EmailAddress email, PersonTokens tokens, DateTimeOffset now) =>
        IsConfirmed
            ? MailQueue.Confirmation(
                new ConfirmationMail(yes.Text, tokens.Confirm(yes.Id)),
                email.Value,
                yes.LeadId!.Value,
                now + PersonTokens.ConfirmLasts,
                now
            )
            : null;
}

/// <summary>
/// The words about privacy that a rendered form shows. The form carries them itself, sealed: so what somebody agreed to is stored as
/// they read it, though it was edited before they sent it.
/// </summary>
public sealed class FormConsents(ConsentBook book, IDataProtectionProvider keys)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "shown_texts";

    private readonly SealedText _sealed = new(keys, "shown texts");

    /// <summary>What a form of this offer shows now.</summary>
    public async ValueTask<FormWords> ShowAsync(Offer offer, CancellationToken cancel)
    {
        var (texts, notice) = await TextsAsync(offer, cancel);
        return new FormWords(texts.Marketing.Text, notice, _sealed.Write(JsonColumn.Write(texts)));
    }

    /// <summary>Of a form that does not say what it showed, because it stands on somebody else's page, what it would show now.</summary>
    public async ValueTask<FormPrivacy> ReadAsync(
        Offer offer,
        PostedForm form,
        HttpRequest request,
        CancellationToken cancel
    )
    {
        var shown = Shown(form) is { } texts && texts.OfferId == offer.Id ? texts : null;
        return new FormPrivacy(
            shown ?? (await TextsAsync(offer, cancel)).Texts,
            (await book.ReadAsync(cancel)).IsConfirmed(ConsentPurposes.MarketingEmail),
            VisitorCookie.OptsOut(request),
            IpPrefix.Of(request.HttpContext)
        );
    }

    /// <summary>Its own words beside the box, or those in force.</summary>
    private async ValueTask<(FormTexts Texts, string Notice)> TextsAsync(Offer offer, CancellationToken cancel)
    {
        var inForce = await book.ReadAsync(cancel);
        var own = offer.Form.FirstOrDefault(field => field.Key == LeadFields.ConsentMarketing)?.Label;
        var marketing = own is null
            ? inForce.Text(ConsentPurposes.MarketingEmail, offer.Language)
            : new ConsentText(ConsentPurposes.MarketingEmail, $"offer {offer.Version}", own, offer.Language);
        var notice = inForce.Text(ConsentPurposes.PrivacyNotice, offer.Language);
        return (new FormTexts(offer.Id, marketing, notice.Hash), notice.Text);
    }

    private FormTexts? Shown(PostedForm form) =>
        _sealed.Read(form[Field]) is { } text ? JsonColumn.Read<FormTexts>(text) : null;
}
