using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>All sequences, the newest first.</summary>
public sealed class IndexModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    private const int Max = 200;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public NurturePace Pace { get; private set; } = NurturePace.Default;
    public IReadOnlyList<NurtureSequence> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, int> In { get; private set; } = new Dictionary<Guid, int>();
    public IReadOnlyList<Choice> Entries { get; private set; } = [];

    public string Entry(NurtureSequence sequence) =>
        Entries.FirstOrDefault(choice => choice.Value == NurtureWords.Write(sequence.Entry))?.Text
        ?? "What is not there any more";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Pace = await db.ReadPaceAsync(cancel);
        Rows = await db.NurtureSequences.AsNoTracking().OrderByDescending(one => one.Id).Take(Max).ToListAsync(cancel);
        if (Rows.Count > 0)
        {
            In = await db.InNowAsync([.. Rows.Select(row => row.Id)], cancel);
            Entries = await NurtureWords.EntriesAsync(db, also: null, cancel);
        }
    }
}
