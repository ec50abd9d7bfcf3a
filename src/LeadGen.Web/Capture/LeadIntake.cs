using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Capture;

/// <summary>Somebody with an e-mail address comes in through some door.</summary>
/// <param name="Channel">The door, kept for a lead that is new.</param>
/// <param name="Touch">Kept as first or last touch where it is one.</param>
public sealed record LeadArrival(
    EmailAddress Email,
    FactAnswers Facts,
    Channel Channel,
    Touch? Touch,
    DateTimeOffset Now
);

/// <param name="Kept">The facts that kept their old value against the new one.</param>
public sealed record IntakeResult(Lead Lead, bool Created, IReadOnlyList<string> Kept);

/// <summary>
/// Finds the lead of an e-mail address, or makes it, and teaches it what was answered; in the transaction of the caller, who saves.
/// A lead that was found stays locked until then. Where another makes the same lead at once the save fails on the unique key of
/// <c>lead_identities</c>: <see cref="CaptureTransaction"/> then runs the whole work again.
/// </summary>
public sealed class LeadIntake(LeadGenDbContext db)
{
    public async Task<IntakeResult> TakeAsync(LeadArrival arrival, CancellationToken cancel)
    {
        var domain = (await db.MailDomainsAsync(cancel)).BusinessOf(arrival.Email);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var known = await KnownPerson.ReadAsync(connection, arrival.Email, domain, cancel);
        var lead = known.LeadId is { } id ? await LockAsync(id, cancel) : null;
        if (lead?.MergedInto is { } survivor && arrival.Facts.Origin == FactOrigin.Staff)
        {
            // Staff speak of the person, by whichever address; all others by their own.
            lead = await LockAsync(survivor, cancel);
        }

        var created = lead is null;
        lead ??= await MakeAsync(arrival, domain, known.AccountId, cancel);
        var applied = Teach(lead, arrival);
        if (applied.Change is { } change)
        {
            db.FactChanges.Add(change);
        }

        if (lead.Own is not null && arrival.Facts.Values.Any(fact => fact.Value is null))
        {
            await ClearMergedAsync(lead, arrival, cancel);
        }

        return new IntakeResult(lead, created, applied.Kept);
    }

    public static Lead New(LeadArrival arrival, Guid? accountId) =>
        Lead.Capture(Guid.CreateVersion7(arrival.Now), arrival.Email, arrival.Channel, accountId, arrival.Now);

    public static FactsApplied Teach(Lead lead, LeadArrival arrival)
    {
        if (arrival.Touch is { } touch)
        {
            lead.Touched(touch);
        }

        return lead.Learn(arrival.Facts);
    }

    /// <summary>What staff clear of a person, none of the leads that are this person knows any more: else it would come back from them.</summary>
    private async Task ClearMergedAsync(Lead survivor, LeadArrival arrival, CancellationToken cancel)
    {
        var cleared = arrival.Facts with
        {
            Values = arrival.Facts.Values.Where(fact => fact.Value is null).ToDictionary(),
        };
        var parts = await db
            .Leads.FromSql($"select * from leadgen.leads where merged_into = {survivor.Id} order by id for update")
            .ToListAsync(cancel);
        db.FactChanges.AddRange(parts.Select(part => part.Learn(cleared).Change).OfType<FactChange>());
        survivor.Know(parts, arrival.Now);
    }

    private async Task<Lead?> LockAsync(Guid id, CancellationToken cancel)
    {
        var found = await db
            .Leads.FromSql($"select * from leadgen.leads where id = {id} for update")
            .ToListAsync(cancel);
        return found.SingleOrDefault();
    }

    private async Task<Lead> MakeAsync(LeadArrival arrival, string? domain, Guid? accountId, CancellationToken cancel)
    {
        if (accountId is null && domain is not null)
        {
            accountId = (await AccountRows.EnsureAsync(db, [domain], arrival.Now, cancel))[domain];
        }

        var lead = New(arrival, accountId);
        db.Leads.Add(lead);
        db.LeadIdentities.Add(new LeadIdentity(arrival.Email.Key, lead.Id));
        return lead;
    }
}
