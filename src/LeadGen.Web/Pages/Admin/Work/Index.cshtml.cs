using LeadGen.Web.Data.Audit;
using LeadGen.Web.Work;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Work;

/// <summary>What the app still has to do by itself, and what it could not.</summary>
public sealed class WorkModel(WorkBoard board, AuditBook book, TimeProvider time) : PageModel
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<WorkState> States { get; private set; } = [];
    public IReadOnlyList<FailedWork> Failed { get; private set; } = [];

    public static string Count(int count) => count == WorkBoard.CountedTo ? $"{count} or more" : $"{count}";

    /// <summary>Kinds of which only the newest stand in the list.</summary>
    public IEnumerable<WorkState> Longer => States.Where(state => state.Failed > WorkBoard.Listed);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        States = await board.ReadAsync(cancel);
        Failed = await board.FailedAsync(cancel);
    }

    /// <param name="id">Null: all of that kind.</param>
    public async Task<IActionResult> OnPostAgainAsync(string? kind, Guid? id, CancellationToken cancel)
    {
        if (WorkKinds.Find(kind) is not { Again: not null } found)
        {
            return BadRequest();
        }

        var again = await board.AgainAsync(found, id, cancel);
        await book.NoteSetGoingAsync(found.TableName, id, again, cancel);
        TempData["Flash"] = again switch
        {
            0 => "Nothing to try again: it is done or waiting by now.",
            1 => "It is tried again within a few seconds.",
            _ => $"{again} are tried again, a few at a time.",
        };
        return RedirectToPage();
    }
}
