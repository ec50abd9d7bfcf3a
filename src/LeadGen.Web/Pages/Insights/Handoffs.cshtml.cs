using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Queue;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>The hand-offs that a number of another page counts, by name.</summary>
public sealed class HandoffsModel(LeadGenDbContext db, HouseZone house, TimeProvider time) : PageModel
{
    public HandoffPick Pick { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public bool IsFurther { get; private set; }

    /// <summary>What is shown, in one sentence.</summary>
    public string Told { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancel)
    {
        if (HandoffPick.Read(Request.Query) is not { } pick)
        {
            return NotFound();
        }

        pick = pick with { Zone = await house.CurrentAsync(cancel) };
        (Pick, Now) = (pick, time.GetUtcNow());
        var from = QueueList.Cursor(after);
        IsFurther = from is not null;
        var rows = await QueueList.Rows(db, pick.Page(db, Now, from)).ToListAsync(cancel);
        // Joins may lose the order.
        rows = pick.IsPresent
            ? [.. rows.OrderBy(row => row.Due ?? DateTimeOffset.MaxValue).ThenBy(row => row.Id)]
            : [.. rows.OrderByDescending(row => row.Id)];
        Rows = rows.Count > HandoffPick.PageSize ? rows[..HandoffPick.PageSize] : rows;
        Next = rows.Count > HandoffPick.PageSize ? $"{pick.Path}&after={Rows[^1].Cursor}" : null;
        Told = await TellAsync(cancel);
        return Page();
    }

    public string Heading =>
        Pick.Set switch
        {
            HandoffSet.Open => "Open hand-offs",
            HandoffSet.Offered => "To accept",
            HandoffSet.Accepted => "To start",
            HandoffSet.Started => "In work",
            HandoffSet.Soon => "Run out soon",
            HandoffSet.Overdue => "Overdue",
            HandoffSet.Opened => "Opened",
            HandoffSet.Caused => "Opened by what the lead did",
            HandoffSet.Taken => "Accepted",
            HandoffSet.Begun => "Started",
            HandoffSet.AcceptLate => "Accepted late",
            HandoffSet.StartLate => "Started late",
            HandoffSet.Rejected => "Rejected",
            HandoffSet.Closed => "Closed",
            HandoffSet.Reason => "By reason",
        };

    private async Task<string> TellAsync(CancellationToken cancel)
    {
        var parts = new List<string>();
        if (Pick.Unclaimed)
        {
            parts.Add("unclaimed");
        }
        else if (Pick.Owner is { } owner)
        {
            var name = await db
                .Users.Where(user => user.Id == owner)
                .Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName)
                .SingleOrDefaultAsync(cancel);
            parts.Add($"of {name ?? "somebody who has left"}");
        }

        if (Pick.Team is { } team)
        {
            var name = await db.Set<LeadGen.Web.Data.Sales.TeamRow>()
                .Where(row => row.Id.ToString() == team)
                .Select(row => row.Name)
                .SingleOrDefaultAsync(cancel);
            parts.Add(name is null ? "of no team" : $"of {name}");
        }

        if (Pick.Hour is { } hour)
        {
            parts.Add($"opened between {hour:00}:00 and {hour:00}:59 ({Pick.Zone.Id})");
        }

        if (!Pick.IsPresent)
        {
            parts.Add($"opened in the last {Pick.Days} days");
        }

        if (Pick.WithReason is { } key)
        {
            var reason = (await db.ReadReasonsAsync(cancel)).FirstOrDefault(reason => reason.Key == key);
            parts.Add($"for the reason “{reason?.Label ?? key}”");
        }

        if (Pick.Source is { } source)
        {
            parts.Add(source.Length == 0 ? "from a source that is not known" : $"from {source}");
        }

        if (Pick.Criterion is { } label)
        {
            parts.Add($"with points for “{label}”");
        }

        return parts.Count == 0 ? "As they stand now." : $"Those {string.Join(", ", parts)}.";
    }
}
