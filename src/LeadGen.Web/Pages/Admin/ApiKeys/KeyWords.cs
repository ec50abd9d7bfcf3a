using LeadGen.Web.Access;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Admin.ApiKeys;

public static class KeyWords
{
    public static readonly IReadOnlyList<Choice> Scopes =
    [
        new(ApiScopes.LeadsRead, "leads:read", "Leads, scores, timelines, exports and hand-offs"),
        new(ApiScopes.LeadsWrite, "leads:write", "Make, import, change, merge and erase leads; service requests"),
        new(ApiScopes.EventsWrite, "events:write", "Touchpoints, product events and conversations"),
        new(ApiScopes.ModelRead, "model:read", "The scoring model and its replays"),
        new(ApiScopes.ModelWrite, "model:write", "Change and publish the scoring model"),
        new(ApiScopes.HandoffsWrite, "handoffs:write", "Accept, start, qualify, recycle, reassign"),
        new(ApiScopes.OutcomesWrite, "outcomes:write", "Record opportunities, won and lost"),
    ];

    public static readonly IReadOnlyList<Choice> Lives =
    [
        new("90", "In 90 days"),
        new("30", "In 30 days"),
        new("365", "In a year"),
        new("", "Never"),
    ];
}
