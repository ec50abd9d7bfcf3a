using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.People;

/// <summary>What tests of merged leads do and look at.</summary>
internal static class PeopleSteps
{
    /// <summary>Somebody enters, by API unless it is said otherwise.</summary>
    public static async Task<Guid> EnterAsync(
        this WebApp app,
        string email,
        FactOrigin origin = FactOrigin.Api,
        NextStep? nextStep = null,
        bool? consent = null,
        params (string Fact, string? Value)[] facts
    )
    {
        var entered = new EnteredLead(
            EmailAddress.Parse(email),
            facts.ToDictionary(fact => fact.Fact, fact => fact.Value),
            origin,
            Channel.Api,
            "Test",
            Source: new Source("s-" + email),
            NextStep: nextStep,
            ConsentMarketing: consent
        );
        return (await app.Services.GetRequiredService<LeadEntry>().SaveAsync(entered, Cancel)).Lead.Id;
    }

    /// <summary>Something that the person of this address did, so many days ago.</summary>
    public static async Task TouchAsync(this WebApp app, string email, params (string Kind, int DaysAgo)[] touchpoints)
    {
        var items = touchpoints.Select(one => new TouchpointItem
        {
            Kind = one.Kind,
            Email = EmailAddress.Parse(email),
            OccurredAt = app.Clock.GetUtcNow().AddDays(-one.DaysAgo).AddMinutes(-1),
        });
        await app.Services.GetRequiredService<TouchpointIntake>().TakeAsync([.. items], Channel.Api, Cancel);
    }

    public static async Task<MergeResult> MergeAsync(this WebApp app, Guid survivor, Guid merged)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<MergeDesk>()
            .MergeAsync(survivor, merged, "Mina", "The same person", Cancel);
    }

    public static async Task<MergeResult> UnmergeAsync(this WebApp app, Guid merged)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MergeDesk>().UnmergeAsync(merged, "Mina", Cancel);
    }

    /// <summary>All rows of a lead, save for what tells only that it was looked at or changed.</summary>
    public static async Task<string> DigestAsync(this WebApp app, Guid lead) =>
        (string)
            (
                await app.ScalarAsync(
                    $"""
                    select string_agg(told, E'\n' order by told) from (
                        select 'lead ' || (to_jsonb(t) - 'updated_at' - 'event_sequence')::text from leadgen.leads t where id = '{lead}'
                        union all select 'identity ' || t::text from leadgen.lead_identities t where lead_id = '{lead}' or came_with = '{lead}'
                        union all select 'change ' || t::text from leadgen.fact_changes t where lead_id = '{lead}'
                        union all select 'touchpoint ' || t::text from leadgen.touchpoints t where lead_id = '{lead}'
                        union all select 'submission ' || t::text from leadgen.submissions t where lead_id = '{lead}'
                        union all select 'consent ' || t::text from leadgen.consents t where lead_id = '{lead}'
                        union all select 'move ' || t::text from leadgen.stage_moves t where lead_id = '{lead}'
                        union all select 'handoff ' || (to_jsonb(t) - 'version')::text from leadgen.handoffs t where lead_id = '{lead}'
                        union all select 'outcome ' || t::text from leadgen.outcomes t where lead_id = '{lead}'
                        union all select 'key ' || t::text from leadgen.lead_keys t where lead_id = '{lead}'
                        union all select 'score ' || (to_jsonb(t) - 'scored_at')::text from leadgen.lead_scores t where lead_id = '{lead}') rows (told)
                    """
                )
            )!;

    /// <summary>The cached score, without when it was made.</summary>
    public static Task<string?> ScoreAsync(this WebApp app, Guid lead) =>
        app.DbAsync(db =>
            db.LeadScores.Where(score => score.LeadId == lead)
                .Select(score =>
                    $"{score.Fit} {score.Engagement} {score.Score} {score.QualifyingScore} {score.Qualifies} {score.Stage}"
                )
                .SingleOrDefaultAsync(Cancel)
        );
}
