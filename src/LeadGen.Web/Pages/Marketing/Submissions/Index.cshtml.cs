using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Submissions;

public sealed record SubmissionTab(SubmissionState State, string Count);

/// <summary>All that was sent by forms, by what came of it, and the buttons for what is held.</summary>
public sealed class SubmissionsModel(LeadGenDbContext db, Quarantine desk, TimeProvider time) : PageModel
{
    public const string Path = "/marketing/submissions";
    public const int PageSize = 50;
    private const int CountedTo = 999;

    /// <summary>What waits for somebody comes first.</summary>
    private static readonly SubmissionState[] InOrder =
    [
        SubmissionState.Quarantined,
        SubmissionState.Accepted,
        SubmissionState.Released,
        SubmissionState.Deleted,
    ];

    private static readonly TimeSpan RefusedWithin = TimeSpan.FromDays(30);

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public SubmissionState State { get; private set; }
    public Guid? OfferId { get; private set; }
    public IReadOnlyList<SubmissionTab> Tabs { get; private set; } = [];
    public IReadOnlyList<Submission> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Offers { get; private set; } = new Dictionary<Guid, string>();
    public Guid? Before { get; private set; }
    public Guid? Next { get; private set; }
    public IReadOnlyDictionary<int, long> Refused { get; private set; } = new Dictionary<int, long>();

    public IEnumerable<Choice> OfferChoices =>
        [new("", "All offers"), .. Offers.Select(offer => new Choice(offer.Key.ToString(), offer.Value))];

    /// <summary>The name, else the address.</summary>
    public static string Sender(Submission submission)
    {
        var name = LeadWords.Name(
            submission.Fields.GetValueOrDefault(LeadFields.FirstName)?.Trim(),
            submission.Fields.GetValueOrDefault(LeadFields.LastName)?.Trim(),
            submission.Fields.GetValueOrDefault(LeadFields.Email)?.Trim() ?? "What was sent is gone"
        );
        return CleanText.Bounded(name, 80) ?? "";
    }

    /// <param name="state">A term; what is held, if left out.</param>
    /// <param name="before">The last one that was shown.</param>
    public async Task OnGetAsync(string? state, Guid? offer, Guid? before, CancellationToken cancel)
    {
        (State, OfferId, Before) = (Terms.Parse<SubmissionState>(state) ?? SubmissionState.Quarantined, offer, before);
        Offers = await db
            .Offers.AsNoTracking()
            .OrderBy(one => one.Title)
            .ToDictionaryAsync(one => one.Id, one => one.Title, cancel);
        var tabs = new List<SubmissionTab>();
        foreach (var one in InOrder)
        {
            var count = await In(one).OrderByDescending(s => s.Id).Take(CountedTo + 1).CountAsync(cancel);
            tabs.Add(new(one, count > CountedTo ? $"{CountedTo}+" : Words.Number(count)));
        }

        Tabs = tabs;
        var rows = await In(State)
            .Where(submission => before == null || submission.Id.CompareTo(before.Value) < 0)
            .OrderByDescending(submission => submission.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
        Refused = await RefusedForms.SinceAsync(db, offer, Now - RefusedWithin, cancel);
    }

    /// <summary>Decides about those that were ticked.</summary>
    public async Task<IActionResult> OnPostAsync(Guid[] pick, string verb, CancellationToken cancel)
    {
        var by = User.StaffName() ?? User.Identity!.Name!;
        var done = 0;
        var wanted = pick.Distinct().Take(PageSize).ToList();
        foreach (var id in verb is "release" or "delete" ? wanted : [])
        {
            var isDone =
                verb == "release" ? await desk.ReleaseAsync(id, by, cancel) : await desk.DeleteAsync(id, by, cancel);
            done += isDone ? 1 : 0;
        }

        TempData["Flash"] = Told(verb, done, wanted.Count - done);
        TempData["FlashKind"] = done == 0 ? "warning" : "success";
        return Redirect(Path);
    }

    public string Link(SubmissionState state, Guid? before = null) =>
        $"{Path}?state={Terms.Of(state)}{(OfferId is { } offer ? $"&offer={offer}" : "")}{(before is { } id ? $"&before={id}" : "")}";

    private static string Told(string verb, int done, int others)
    {
        if (done + others == 0)
        {
            return "Tick the forms first, then choose what is to be done with them.";
        }

        var some = done == 1 ? "One form" : $"{done.ToString(CultureInfo.InvariantCulture)} forms";
        var told =
            done == 0 ? ""
            : verb == "release" ? $"{some} released: now as good as if accepted when sent."
            : $"{some} deleted as spam.";
        return others == 0
            ? told
            : $"{told} {(others == 1 ? "One was" : $"{others} were")} decided by somebody else before.".Trim();
    }

    private IQueryable<Submission> In(SubmissionState state)
    {
        var all = db.Submissions.AsNoTracking().Where(submission => submission.State == state);
        return OfferId is { } offer ? all.Where(submission => submission.OfferId == offer) : all;
    }
}
