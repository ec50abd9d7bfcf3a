using System.ComponentModel;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data.Reads;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Api;

/// <summary>The query of <c>GET /leads</c> as it is sent.</summary>
internal sealed record LeadQuery(
    [property: FromQuery(Name = "email"), Description("Exactly this address.")] string? Email,
    [property: FromQuery(Name = "stage"), Description("One or several stages, parted by commas.")] string? Stage,
    [property: FromQuery(Name = "min_score"), Description("Leads whose score is this or more.")] string? MinScore,
    [property: FromQuery(Name = "q"), Description("Words that are in the address, the name or the company.")] string? Q,
    [property: FromQuery(Name = "updated_since"), Description("Changed at or after this instant, in that order.")]
        string? UpdatedSince,
    [property: FromQuery(Name = "limit"), Description("1 to 200; 50 if absent.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("next_cursor of the answer before.")] string? Cursor
);

/// <summary>The same, read.</summary>
internal sealed record LeadFilter(LeadCriteria Wanted, int Limit)
{
    public static LeadFilter Read(LeadQuery sent, QueryForm query)
    {
        EmailAddress? email = null;
        if (!string.IsNullOrEmpty(sent.Email) && !EmailAddress.TryParse(sent.Email, out email))
        {
            query.Add("email", "Give an e-mail address in the form name@example.com");
        }

        var since = query.Instant("updated_since", sent.UpdatedSince);
        var limit = query.Limit(sent.Limit);
        var after = Cursor.Read(query, sent.Cursor, since is null ? LeadReads.ByNewest : LeadReads.ByChange);
        return new LeadFilter(
            new LeadCriteria
            {
                EmailKey = email?.Key,
                Stages = query.Terms<Stage>("stage", sent.Stage),
                MinScore = query.Whole("min_score", sent.MinScore),
                Words = WordsOf(sent.Q, query),
                UpdatedSince = since,
                After = after is null ? null : new LeadPlace(after.Id, UpdatedAt: after.At),
                Take = limit,
            },
            limit
        );
    }

    private static IReadOnlyList<string> WordsOf(string? text, QueryForm query)
    {
        if (text?.Length > LeadReads.SearchMaxLength || text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            query.Add("q", $"Give readable words of {LeadReads.SearchMaxLength} characters or fewer");
            return [];
        }

        return LeadCriteria.WordsOf(text ?? "");
    }
}
