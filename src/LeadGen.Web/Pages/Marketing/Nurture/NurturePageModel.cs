using System.Globalization;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>What the pages of a sequence have in common.</summary>
public abstract class NurturePageModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    /// <summary>The hidden field with the version that the form was made for.</summary>
    public const string SeenField = "seen";

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>As it is stored.</summary>
    public NurtureSequence Sequence { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public string Seen => Sequence.Version.ToString(CultureInfo.InvariantCulture);

    protected LeadGenDbContext Db => db;

    /// <summary>Where there is no such sequence, false; then the page is not found.</summary>
    protected async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        var sequence = await db.NurtureSequences.SingleOrDefaultAsync(one => one.Id == Id, cancel);
        Sequence = sequence!;
        return sequence is not null;
    }

    protected string Sent(string field) => Request.Form[field].ToString().ReplaceLineEndings("\n");

    /// <summary>The version that the form was made for; 0, which none has, where it says none.</summary>
    protected int SentVersion =>
        int.TryParse(Sent(SeenField), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;

    protected RedirectResult Tell(string message, string path, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return Redirect(path);
    }

    /// <summary>The page once more, with what was typed and what is wrong with it.</summary>
    protected PageResult Again(bool isStale = false)
    {
        foreach (var (name, typed) in Request.Form)
        {
            if (name != SeenField)
            {
                ModelState.SetModelValue(name, typed, typed.ToString());
            }
        }

        Response.StatusCode = isStale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
