using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Privacy;

/// <summary>What came of the button behind a link of confirmation.</summary>
public enum Confirmed
{
    /// <summary>There is no such consent, or no more.</summary>
    Unknown,
    Now,
    Already,

    /// <summary>They said no since: an old link says yes for nobody.</summary>
    TakenBack,
}

/// <summary>Takes what people say about themselves, after the form: each a row of its own, while their lead is locked.</summary>
public sealed partial class ConsentDesk(
    CaptureTransaction transaction,
    ConsentBook book,
    RescoreQueue queue,
    IHttpContextAccessor http,
    TimeProvider time,
    ILogger<ConsentDesk> log
)
{
    /// <summary>Confirms the yes of a form. Twice is as good as once.</summary>
    public async Task<Confirmed> ConfirmAsync(Guid consentId, CancellationToken cancel)
    {
        var result = await transaction.RunAsync((db, _, token) => ConfirmAsync(db, consentId, token), cancel);
        if (result == Confirmed.Now)
        {
            LogSaid(ConsentWays.ConfirmedLink);
        }

        return result;
    }

    /// <summary>How it stands with a yes of a form, without changing it.</summary>
    public static async Task<(Confirmed Standing, Consent? Row)> LookAsync(
        LeadGenDbContext db,
        Guid consentId,
        CancellationToken cancel
    )
    {
        var row = await db.Consents.AsNoTracking().SingleOrDefaultAsync(one => one.Id == consentId, cancel);
        if (row?.LeadId is not { } leadId)
        {
            return (Confirmed.Unknown, null);
        }

        var state = await db.ConsentAsync(leadId, row.Purpose, isConfirmed: true, cancel);
        return state.Standing switch
        {
            ConsentStanding.Given => (Confirmed.Already, row),
            ConsentStanding.Pending when state.Since <= row.At => (Confirmed.Now, row),
            _ => (Confirmed.TakenBack, row),
        };
    }

    /// <summary>They choose on their own page. What they leave as it is stays as it is.</summary>
    /// <param name="wanted">The purposes that are ticked.</param>
    /// <param name="shown">The words that stood beside the boxes.</param>
    /// <returns>False where there is no such lead.</returns>
    public Task<bool> ChooseAsync(
        Guid leadId,
        IReadOnlySet<string> wanted,
        IReadOnlyList<ConsentText> shown,
        CancellationToken cancel
    ) =>
        SayAsync(
            leadId,
            ConsentWays.Preferences,
            state =>
                wanted.Contains(state.Purpose)
                    ? state.Holds
                        ? null
                        : true
                    : state.Standing is ConsentStanding.Given or ConsentStanding.Pending
                        ? false
                        : null,
            shown,
            cancel
        );

    /// <summary>They want no more mail, and nobody to look at what they do with it.</summary>
    /// <param name="how">One of <see cref="ConsentWays"/>.</param>
    /// <returns>False where there is no such lead.</returns>
    public Task<bool> UnsubscribeAsync(Guid leadId, string how, CancellationToken cancel) =>
        SayAsync(
            leadId,
            how,
            state =>
                state.Standing == ConsentStanding.Withdrawn ? null
                : state.Purpose == ConsentPurposes.MarketingEmail ? false
                : state.Standing is ConsentStanding.Given or ConsentStanding.Pending ? false
                : null,
            [],
            cancel
        );

    private async Task<Confirmed> ConfirmAsync(LeadGenDbContext db, Guid consentId, CancellationToken cancel)
    {
        var leadId = await db
            .Consents.Where(consent => consent.Id == consentId)
            .Select(consent => consent.LeadId)
            .SingleOrDefaultAsync(cancel);
        if (leadId is null || await db.LockLeadAsync(leadId.Value, cancel) is null)
        {
            return Confirmed.Unknown;
        }

        var (standing, row) = await LookAsync(db, consentId, cancel);
        if (standing != Confirmed.Now)
        {
            return standing;
        }

        var words = new ConsentText(row!.Purpose, row.TextVersion, row.Text, row.Locale);
        Add(db, Consent.Record(words, true, ConsentWays.ConfirmedLink, time.GetUtcNow(), leadId, row.SubmissionId));
        return Confirmed.Now;
    }

    /// <param name="answer">Null leaves it as it is.</param>
    private async Task<bool> SayAsync(
        Guid leadId,
        string how,
        Func<ConsentState, bool?> answer,
        IReadOnlyList<ConsentText> shown,
        CancellationToken cancel
    )
    {
        var inForce = await book.ReadAsync(cancel);
        var found = await transaction.RunAsync(
            async (db, _, token) =>
            {
                if (await db.LockLeadAsync(leadId, token) is not { } lead)
                {
                    return false;
                }

                foreach (var state in await db.ConsentsAsync(leadId, inForce, token))
                {
                    if (answer(state) is { } given)
                    {
                        Say(db, lead, state, WordsOf(state, given, shown, inForce), (given, how));
                    }
                }

                return true;
            },
            cancel
        );
        if (found)
        {
            queue.Wake();
            LogSaid(how);
        }

        return found;
    }

    /// <summary>What is agreed to is what was shown; what is taken back is what was agreed to.</summary>
    private static ConsentText WordsOf(
        ConsentState state,
        bool given,
        IReadOnlyList<ConsentText> shown,
        ConsentsInForce inForce
    ) =>
        !given && state.Row is { } row
            ? new ConsentText(row.Purpose, row.TextVersion, row.Text, row.Locale)
            : shown.FirstOrDefault(text => text.Purpose == state.Purpose)
                ?? inForce.Text(state.Purpose, ConsentsInForce.OurLocale);

    private void Say(
        LeadGenDbContext db,
        Lead lead,
        ConsentState state,
        ConsentText words,
        (bool Given, string How) said
    )
    {
        var now = time.GetUtcNow();
        Add(db, Consent.Record(words, said.Given, said.How, now, lead.Id));
        if (said.Given || state.Purpose != ConsentPurposes.MarketingEmail)
        {
            return;
        }

        var touchpoint = new Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            LeadId = lead.Id,
            Kind = TouchpointKinds.EmailUnsubscribed,
            Channel = Channel.Email,
            OccurredAt = now,
            RecordedAt = now,
        };
        db.Touchpoints.Add(touchpoint);
        db.RescoreRequests.Add(RescoreQueue.Request(lead.Id, MoveCause.Touchpoint, now, touchpoint.Id));
    }

    private void Add(LeadGenDbContext db, Consent consent)
    {
        db.Consents.Add(consent with { IpPrefix = IpPrefix.Of(http.HttpContext) });
        PrivacyMetrics.Said(consent.Purpose, consent.Given, consent.How);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A person said what they agree to: {How}")]
    private partial void LogSaid(string how);
}
