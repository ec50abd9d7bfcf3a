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

    public const string Leads = """
        select id, email, account_id, first_touch #>> '{source,name}', channel from leadgen.leads order by id
        """;

    /// <summary>With what is known now, and how they stand.</summary>
    public const string ScoredLeads = """
        select l.id, l.email, l.first_touch #>> '{source,name}', l.channel, l.stage, l.counts_after, l.facts::text,
            a.id, a.facts::text, s.scored_at, h.lead_id is not null
        from leadgen.leads l
        left join leadgen.accounts a on a.id = l.account_id
        left join leadgen.lead_scores s on s.lead_id = l.id
        left join leadgen.handoffs h on h.lead_id = l.id and h.state in ('open', 'accepted', 'started')
        order by l.id
        """;

    public const string Changes = """
        select lead_id, id, origin, effective_at, recorded_at, values::text from leadgen.fact_changes order by lead_id
        """;

    public const string Moves = """
        select lead_id, id, from_stage, to_stage, at, made_by, cause, model_version from leadgen.stage_moves order by lead_id, at, id
        """;

    /// <summary>What sales said.</summary>
    public const string Words = """
        select * from (
            select lead_id, state, opened_at, closed_at from leadgen.handoffs
            where closed_at is not null and state in ('qualified', 'rejected', 'disqualified')
            union all
            select lead_id, result, occurred_at, occurred_at from leadgen.outcomes) said
        order by lead_id
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

    public static string Touchpoints(string[] properties, bool asRecorded) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select lead_id, kind, occurred_at, recorded_at, channel is not distinct from 'import', machine, offer, path
            {string.Concat(properties.Select(name => $", properties ->> {Literal(name)}"))}
            from leadgen.touchpoints where lead_id is not null order by lead_id, {(
                asRecorded ? "recorded_at, occurred_at" : "occurred_at"
            )}, id
            """
        );

    /// <summary>Answers about accounts, of those facts that they share with their leads and that the models look at.</summary>
    public static string? Answers(string[] facts) =>
        facts.Length == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"""
                select l.account_id, told.key, told.value, c.origin, c.effective_at, c.recorded_at
                from leadgen.fact_changes c join leadgen.leads l on l.id = c.lead_id
                cross join lateral jsonb_each_text(c.values) told
                where l.account_id is not null and told.value is not null
                    and told.key in ({string.Join(", ", facts.Select(Literal))})
                order by l.account_id
                """
            );

    public static string[] SharedFactsOf(IEnumerable<ScoringModel> models) =>
        [.. models.SelectMany(model => model.Fit).Select(one => one.Fact).Intersect(Account.SharedFacts)];

    // With standard_conforming_strings, which Postgres has had on since 9.1, a quote is all that means something in a literal.
    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
