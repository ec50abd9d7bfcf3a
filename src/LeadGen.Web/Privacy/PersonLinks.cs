using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Privacy;

/// <summary>Sends people the links to what is held about them: to the address on record and nowhere else, as that is the proof.</summary>
public sealed partial class PersonLinks(
    CaptureTransaction transaction,
    PersonTokens tokens,
    TimeProvider time,
    ILogger<PersonLinks> log
)
{
    /// <summary>Nobody is sent more than that, whoever asks for it.</summary>
    public const int MailsMax = 5;

    public static readonly TimeSpan Within = TimeSpan.FromHours(1);

    /// <summary>How long the answer takes, known or not, so that it tells nobody who is known.</summary>
    private static readonly TimeSpan AnswerTakes = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan PreferencesMailLasts = TimeSpan.FromDays(2);

    /// <summary>Sends the link to one's own page where the address is known; the caller is told nothing of that.</summary>
    public Task SendAsync(EmailAddress email, CancellationToken cancel) =>
        Task.WhenAll(
            Task.Delay(AnswerTakes, time, cancel),
            transaction.RunAsync(
                async (db, _, token) =>
                {
                    var id = await db
                        .LeadIdentities.Where(identity => identity.Email == email.Key)
                        .Select(identity => (Guid?)identity.LeadId)
                        .SingleOrDefaultAsync(token);
                    return id is { } leadId && await SendAsync(db, leadId, email.Value, Preferences, token);
                },
                CancellationToken.None
            )
        );

    /// <summary>Once more to the holder of an old link.</summary>
    public Task<bool> SendPreferencesAsync(Guid leadId, CancellationToken cancel) =>
        SendAsync(leadId, Preferences, cancel);

    /// <returns>False where there is no such lead, or they were sent enough.</returns>
    public Task<bool> SendExportAsync(Guid leadId, CancellationToken cancel) => SendAsync(leadId, Export, cancel);

    /// <inheritdoc cref="SendExportAsync"/>
    public Task<bool> SendEraseAsync(Guid leadId, CancellationToken cancel) => SendAsync(leadId, Erase, cancel);

    /// <summary>Asks anew whether a yes is theirs, where none is confirmed.</summary>
    /// <returns>False where nothing is to be confirmed, or they were asked enough.</returns>
    public Task<bool> SendConfirmationAsync(Guid leadId, CancellationToken cancel) =>
        transaction.RunAsync(
            async (db, _, token) =>
            {
                var now = time.GetUtcNow();
                if (await db.LockLeadAsync(leadId, token) is not { } lead)
                {
                    return false;
                }

                var state = await db.ConsentAsync(leadId, ConsentPurposes.MarketingEmail, isConfirmed: true, token);
                if (
                    state is not { Standing: ConsentStanding.Pending, Row: { } row }
                    || !await Confirmations.IsDueAsync(db, leadId, now, token)
                )
                {
                    return false;
                }

                db.Mails.Add(
                    MailQueue.Confirmation(
                        new ConfirmationMail(row.Text, tokens.Confirm(row.Id)),
                        lead.Email,
                        leadId,
                        now + PersonTokens.ConfirmLasts,
                        now
                    )
                );
                return true;
            },
            cancel
        );

    private PersonLinkMail Preferences(Guid leadId) =>
        new(
            "Your mail and your data",
            "With this link you choose which mail you get, and see or erase what we hold about you.",
            "Open my page",
            tokens.Preferences(leadId),
            Ends: false
        );

    private PersonLinkMail Export(Guid leadId) =>
        new(
            "What we hold about you",
            "With this link you get all that we hold about you, as a file.",
            "Get my data",
            tokens.Export(leadId),
            Ends: true
        );

    private PersonLinkMail Erase(Guid leadId) =>
        new(
            "Erase what we hold about you",
            "With this link you erase what we hold about you. It opens a page that asks once more.",
            "Erase my data",
            tokens.Erase(leadId),
            Ends: true
        );

    private Task<bool> SendAsync(Guid leadId, Func<Guid, PersonLinkMail> mail, CancellationToken cancel) =>
        transaction.RunAsync(
            async (db, _, token) =>
                await db.LockLeadAsync(leadId, token) is { } lead
                && await SendAsync(db, lead.Id, lead.Email, mail, token),
            cancel
        );

    private async Task<bool> SendAsync(
        LeadGenDbContext db,
        Guid leadId,
        string to,
        Func<Guid, PersonLinkMail> mail,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var since = now - Within;
        var sent = await db.Mails.CountAsync(
            one => one.LeadId == leadId && one.Kind == MailKind.PersonLink && one.CreatedAt > since,
            cancel
        );
        if (sent >= MailsMax)
        {
            LogEnough(leadId);
            return false;
        }

        var link = mail(leadId);
        var lasts = link.Ends ? PersonTokens.ProofLasts : PreferencesMailLasts;
        db.Mails.Add(MailQueue.PersonLink(link, to, leadId, now + lasts, now));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lead {LeadId} was sent enough links for now")]
    private partial void LogEnough(Guid leadId);
}
