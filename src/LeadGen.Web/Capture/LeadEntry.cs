using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A lead as another system or a member of staff tells it.</summary>
/// <param name="Facts">Fact to its clean value, as <see cref="FormReader"/> reads it; null clears it, which only staff may do.</param>
/// <param name="Origin">Staff for what is entered or edited by hand, Api for a key, Person where an API passes on what the person themself just said.</param>
/// <param name="Actor">Who entered it: the staff's name or the key's.</param>
/// <param name="Overwrite">Replace all but staff edits.</param>
/// <param name="NextStep">Contact and question are hand-raises.</param>
/// <param name="Message">The question or goal, word for word.</param>
/// <param name="ConsentMarketing">Said or taken back elsewhere; null where nothing was said.</param>
/// <param name="CallId">Of the call that tells it: when that is made again, nothing is added twice. Null where each is one of its own.</param>
public sealed record EnteredLead(
    EmailAddress Email,
    IReadOnlyDictionary<string, string?> Facts,
    FactOrigin Origin,
    Channel Channel,
    string? Actor = null,
    bool Overwrite = false,
    Source? Source = null,
    NextStep? NextStep = null,
    string? Message = null,
    bool? ConsentMarketing = null,
    Guid? CallId = null
);

/// <summary>Creates a lead or updates it, by API or by hand, in one transaction with all that follows from it.</summary>
public sealed class LeadEntry(CaptureTransaction transaction, RescoreQueue queue, TimeProvider time)
{
    /// <summary>The words were shown elsewhere and are kept there.</summary>
    private static readonly ConsentText ToldElsewhere = new(
        ConsentTexts.MarketingEmail.Purpose,
        "elsewhere-1",
        "Said outside our own forms and entered here; who entered it keeps the words that were used."
    );

    public async Task<IntakeResult> SaveAsync(EnteredLead entered, CancellationToken cancel)
    {
        var result = await transaction.RunAsync((db, _, token) => TakeAsync(db, entered, token), cancel);
        queue.Wake();
        return result;
    }

    private async Task<IntakeResult> TakeAsync(LeadGenDbContext db, EnteredLead entered, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var isStaff = entered.Origin == FactOrigin.Staff;
        var facts = new FactAnswers(
            entered.Facts.Where(fact => isStaff || fact.Value is not null).ToDictionary(),
            entered.Origin,
            now,
            now,
            entered.Actor,
            Overwrite: entered.Overwrite
        );
        var touch = new Touch(now, entered.Channel, entered.Source, LandingPage: null);
        var result = await new LeadIntake(db).TakeAsync(
            new LeadArrival(entered.Email, facts, entered.Channel, touch, now),
            cancel
        );
        await FollowAsync(db, entered, result.Lead.Id, now, cancel);
        return result;
    }

    private static async Task FollowAsync(
        LeadGenDbContext db,
        EnteredLead entered,
        Guid leadId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (entered.ConsentMarketing is { } given && !await IsSaidAsync(db, entered, leadId, given, now, cancel))
        {
            db.Consents.Add(Consent.Record(ToldElsewhere, given, Terms.Of(entered.Channel), now, leadId));
        }

        if (entered.NextStep is null && entered.Message is null)
        {
            // Nothing that the lead did: it may become ready, and moves when it next does something.
            var cause = entered.Origin == FactOrigin.Staff ? MoveCause.Person : MoveCause.Touchpoint;
            db.RescoreRequests.Add(RescoreQueue.Quiet(leadId, cause, now) with { Actor = entered.Actor });
            return;
        }

        var properties = FormTouchpoint.Properties(FormIntent.Content, entered.NextStep, entered.Message);
        var touchpoint = FormTouchpoint.Of(leadId, properties, entered.Channel, entered.Source, now);
        if (entered.CallId is { } call)
        {
            touchpoint = touchpoint with { Id = call };
            if (await db.Touchpoints.AnyAsync(one => one.Id == call, cancel))
            {
                return;
            }
        }

        db.Touchpoints.Add(touchpoint);
        db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, now, touchpoint.Id, entered.Actor));
    }

    /// <summary>By a call that may be made again, the same that was said last is said once a day.</summary>
    private static async Task<bool> IsSaidAsync(
        LeadGenDbContext db,
        EnteredLead entered,
        Guid leadId,
        bool given,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (entered.CallId is null)
        {
            return false;
        }

        var last = await db
            .Consents.Where(one => one.LeadId == leadId && one.Purpose == ToldElsewhere.Purpose)
            .OrderByDescending(one => one.At)
            .FirstOrDefaultAsync(cancel);
        return last is not null
            && last.Given == given
            && last.TextVersion == ToldElsewhere.Version
            && last.How == Terms.Of(entered.Channel)
            && last.At > now.AddDays(-1);
    }
}
