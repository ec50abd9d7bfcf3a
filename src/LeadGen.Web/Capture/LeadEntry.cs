using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture;

/// <summary>A lead as another system or a member of staff tells it.</summary>
/// <param name="Facts">Fact to its clean value, as <see cref="FormReader"/> reads it; null clears it, which only staff may do.</param>
/// <param name="Origin">Staff for what is entered or edited by hand, Api for a key, Person where an API passes on what the person themself just said.</param>
/// <param name="Actor">Who entered it: the staff's name or the key's.</param>
/// <param name="Overwrite">Replace all but staff edits.</param>
/// <param name="NextStep">Contact and question are hand-raises.</param>
/// <param name="Message">The question or goal, word for word.</param>
/// <param name="ConsentMarketing">Said or taken back elsewhere; null where nothing was said.</param>
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
    bool? ConsentMarketing = null
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
        Follow(db, entered, result.Lead.Id, now);
        return result;
    }

    private static void Follow(LeadGenDbContext db, EnteredLead entered, Guid leadId, DateTimeOffset now)
    {
        if (entered.ConsentMarketing is { } given)
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
        db.Touchpoints.Add(touchpoint);
        db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, now, touchpoint.Id, entered.Actor));
    }
}
