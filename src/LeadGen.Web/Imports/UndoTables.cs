namespace LeadGen.Web.Imports;

/// <summary>What hangs on a lead: by some of it somebody has touched the lead, and the rest follows it when it goes.</summary>
public static class UndoTables
{
    /// <summary>Where a row of a lead shows that something else than its import touched it.</summary>
    public static readonly IReadOnlyList<string> Touch =
    [
        "submissions",
        "handoffs",
        "handouts",
        "pool_items",
        "conversations",
        "consents",
        "visitors",
        "mails",
        "service_requests",
        "tasks",
        "nurture_enrolments",
        "nurture_mailings",
    ];

    /// <summary>What goes with a lead that goes, in this order. Whoever shares an address with it, or was merged into it, is looked for before.</summary>
    public static readonly IReadOnlyList<string> Follow =
    [
        "lead_keys",
        "duplicates",
        "fact_changes",
        "touchpoints",
        "stage_moves",
        "outcomes",
        "lead_scores",
        "rescore_requests",
        "kept_answers",
        "notifications",
        "webhook_deliveries",
        "events",
        "replayed_leads",
        "shadow_mqls",
        "funnel_leads",
        "funnel_deals",
        "lead_identities",
        "leads",
    ];

    /// <summary>Where two leads are named, or one of a merge: no lead of them goes.</summary>
    public static readonly IReadOnlyList<string> Merges = ["lead_merges"];

    /// <summary>Those of the leads $1 that are only what the import made of them: $2 its changes of facts, $3 touchpoints, $4 outcomes, $5 moves.</summary>
    internal static readonly string Untouched = $"""
        select l.id as "Value" from leadgen.leads l
        where l.id = any(@leads) and l.merged_into is null and l.own is null and l.owner_id is null
            and (select count(*) from leadgen.lead_identities i where i.lead_id = l.id) = 1
            and not exists (select from leadgen.lead_merges m where m.lead_id = l.id or m.survivor_id = l.id)
            and not exists (select from leadgen.fact_changes c where c.lead_id = l.id and not c.id = any(@changes))
            and not exists (select from leadgen.touchpoints t where t.lead_id = l.id and not t.id = any(@touchpoints))
            and not exists (select from leadgen.outcomes o where o.lead_id = l.id and not o.id = any(@outcomes))
            and not exists (select from leadgen.stage_moves m where m.lead_id = l.id and not m.id = any(@moves))
            {string.Concat(
            Touch.Select(table => $"and not exists (select from leadgen.{table} t where t.lead_id = l.id)\n")
        )}
        """;

    internal static string Delete(string table) =>
        table switch
        {
            "leads" => "delete from leadgen.leads where id = any({0})",
            "duplicates" => "delete from leadgen.duplicates where low_id = any({0}) or high_id = any({0})",
            "webhook_deliveries" =>
                "delete from leadgen.webhook_deliveries where event_id in (select id from leadgen.events where lead_id = any({0}))",
            _ => $$"""delete from leadgen.{{table}} where lead_id = any({0})""",
        };
}
