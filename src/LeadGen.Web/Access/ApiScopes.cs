namespace LeadGen.Web.Access;

/// <summary>What an API key may do. A call asks for one of them.</summary>
public static class ApiScopes
{
    public const string LeadsRead = "leads:read";
    public const string LeadsWrite = "leads:write";
    public const string EventsWrite = "events:write";
    public const string ModelRead = "model:read";
    public const string ModelWrite = "model:write";
    public const string HandoffsWrite = "handoffs:write";
    public const string OutcomesWrite = "outcomes:write";

    public static readonly IReadOnlyList<string> All =
    [
        LeadsRead,
        LeadsWrite,
        EventsWrite,
        ModelRead,
        ModelWrite,
        HandoffsWrite,
        OutcomesWrite,
    ];
}
