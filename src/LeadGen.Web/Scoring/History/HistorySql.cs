using System.Globalization;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Scoring.History;

/// <summary>
/// What is read of all leads, each in order of lead: as few columns as the models ask for. Names of properties come from models and
/// are written as literals, since COPY takes no parameters.
/// </summary>
internal static class HistorySql
{
    /// <summary>Asked of touchpoints whatever the model: what asks for sales outright, and what was given by hand.</summary>
    private static readonly string[] AlwaysAsked = ["intent", "next_step", Scorer.AdjustmentPoints];

    /// <summary>Those that stand for themselves; what was merged into them comes with them: <see cref="MergedRows{T}"/>.</summary>
    public const string Leads = """
        select id, email, account_id, first_touch #>> '{source,name}', channel from leadgen.leads
        where merged_into is null order by id
        """;

    /// <summary>With what is known now, and how they stand.</summary>
    public static string ScoredLeads(LeadRange? range) =>
        $$"""
            select l.id, l.email, l.first_touch #>> '{source,name}', l.channel, l.stage, l.counts_after, l.facts::text,
                a.id, a.facts::text, s.scored_at, h.lead_id is not null
            from leadgen.leads l
            left join leadgen.accounts a on a.id = l.account_id
            left join leadgen.lead_scores s on s.lead_id = l.id
            left join leadgen.handoffs h on h.lead_id = l.id and h.state in ('open', 'accepted', 'started')
            where l.merged_into is null{{Within(range, "l.id")}}
            order by l.id
            """;

    /// <param name="merged">Of leads that are merged into others, each row with its survivor's id, and last with its own.</param>
    public static string Changes(bool merged) =>
        $"""
            select {Lead(merged)}, r.id, r.origin, r.effective_at, r.recorded_at, r.values::text{(
                merged ? ", r.lead_id" : ""
            )}
            from leadgen.fact_changes r {Join(merged)} order by 1
            """;

    public static string Moves(bool merged) =>
        $"""
            select {Lead(merged)}, r.id, r.from_stage, r.to_stage, r.at, r.made_by, r.cause, r.model_version
            from leadgen.stage_moves r {Join(merged)} order by 1, r.at, r.id
            """;

    /// <summary>What sales said.</summary>
    public static string Words(bool merged) =>
        $"""
            select {Lead(merged)}, r.state, r.opened_at, r.closed_at from (
                select lead_id, state, opened_at, closed_at from leadgen.handoffs
                where closed_at is not null and state in ('qualified', 'rejected', 'disqualified')
                union all
                select lead_id, result, occurred_at, occurred_at from leadgen.outcomes) r {Join(merged)}
            order by 1
            """;

    /// <summary>Properties that the models look at, in the order in which <see cref="Touchpoints"/> reads them.</summary>
    public static string[] PropertiesOf(IEnumerable<ScoringModel> models) =>
        [
            .. models
                .SelectMany(model =>
                    model.Engagement.Select(one => one.Where).Concat(model.Product.Select(one => one.Where))
                )
                .SelectMany(where => where?.Properties?.Keys ?? [])
                .Concat(AlwaysAsked)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    public static string Touchpoints(string[] properties, bool asRecorded, bool merged, LeadRange? range = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select {Lead(merged)}, r.kind, r.occurred_at, r.recorded_at, r.channel is not distinct from 'import', r.machine, r.offer, r.path
            {string.Concat(properties.Select(name => $", r.properties ->> {Literal(name)}"))}
            from leadgen.touchpoints r {Join(merged)} where r.lead_id is not null{Within(range, Lead(merged))} order by {Lead(merged)}, {(
                asRecorded ? "r.recorded_at, r.occurred_at" : "r.occurred_at"
            )}, r.id
            """
        );

    /// <summary>Answers about accounts, of those facts that they share with their leads and that the models look at.</summary>
    public static string? Answers(string[] facts) =>
        facts.Length == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"""
                select account_id, key, value, origin, effective_at, recorded_at from (
                    select l.account_id, told.key, told.value, c.origin, c.effective_at, c.recorded_at
                    from leadgen.fact_changes c join leadgen.leads l on l.id = c.lead_id
                    cross join lateral jsonb_each_text(c.values) told
                    -- A survivor may have the account of one that was merged into it: that one speaks for the account.
                    where l.own is null or l.own -> 'standing' ->> 'account_id' = l.account_id::text
                    union all
                    select c.account_id, told.key, told.value, 'staff', c.at, c.at
                    from leadgen.account_changes c cross join lateral jsonb_each_text(c.values) told) said
                where account_id is not null and value is not null and key in ({string.Join(
                    ", ",
                    facts.Select(Literal)
                )})
                order by account_id
                """
            );

    public static string[] SharedFactsOf(IEnumerable<ScoringModel> models) =>
        [
            .. models
                .SelectMany(model => model.Fit)
                .SelectMany(one => one.Asked)
                .Select(condition => condition.Fact)
                .Intersect(Account.SharedFacts),
        ];

    private static string Within(LeadRange? range, string column) => range is { } part ? $" and {part.Of(column)}" : "";

    private static string Lead(bool merged) => merged ? "m.merged_into" : "r.lead_id";

    // A few among millions: found by their own index, so that the rows of all others come as they always did.
    private static string Join(bool merged) =>
        merged ? "join leadgen.leads m on m.id = r.lead_id and m.merged_into is not null" : "";

    // With standard_conforming_strings, which Postgres has had on since 9.1, a quote is all that means something in a literal.
    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
