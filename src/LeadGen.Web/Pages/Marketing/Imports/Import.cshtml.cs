using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>One import: what its columns are, how far it is, what came of it.</summary>
[RequestSizeLimit(ImportModel.BodyMaxBytes)]
public sealed class ImportModel(
    ImportDesk desk,
    ImportReading reading,
    ImportFiles files,
    AuditBook book,
    TimeProvider time
) : PageModel
{
    /// <summary>The map as text, as a form sends it.</summary>
    public const int BodyMaxBytes = 1024 * 1024;

    public const string EncodingField = "encoding";
    public const string SeparatorField = "separator";
    public const string NameField = "name";
    public const string NotGivenField = "not_given";
    public const string DatesField = "dates";
    public const string TextField = "map";

    private const string MovedOn = "It has moved on in the meantime. This is how it stands now.";

    [FromRoute]
    public Guid Id { get; set; }

    public LeadImport Import { get; private set; } = null!;
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Null where the map says more than what each column is.</summary>
    public ColumnMap? Map { get; private set; }

    /// <summary>What stands in the first rows, by column.</summary>
    public IReadOnlyList<string> Samples { get; private set; } = [];

    /// <summary>What an undo would take back.</summary>
    public ImportWritten Written { get; private set; } = new(0, 0, 0, 0);

    public static string FieldOf(int column) => FormattableString.Invariant($"column.{column}");

    public bool May(ImportAction action) => ImportDesk.May(Import, action);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    /// <summary>How far it is, for the script.</summary>
    public async Task<IActionResult> OnGetRunAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Partial("_Run", Import) : NotFound();

    /// <summary>The rows that could not be used.</summary>
    public async Task<IActionResult> OnGetRejectsAsync(CancellationToken cancel)
    {
        var import = await desk.FindAsync(Id, cancel);
        if (import is not { RejectsBytes: > 0 } || files.OpenRejects(Id) is not { } rejects)
        {
            return NotFound();
        }

        await book.NoteAsync(AuditAction.Exported, "imports", Id.ToString(), null, cancel);
        return File(rejects, "text/csv", Path.ChangeExtension(import.FileName, ".rejects.csv"));
    }

    /// <summary>In which encoding it is written and by what its columns are parted.</summary>
    public async Task<IActionResult> OnPostReadingAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        if (
            Terms.Parse<TextEncoding>(Request.Form[EncodingField]) is not { } encoding
            || ImportWords.SeparatorOf(Request.Form[SeparatorField]) is not { } separator
        )
        {
            return BadRequest();
        }

        if (!May(ImportAction.Check))
        {
            return Tell(MovedOn, "warning");
        }

        if (await reading.ChangeAsync(Import, encoding, separator, cancel) is { } wrong)
        {
            ModelState.AddModelError(EncodingField, wrong);
            return this.Refused();
        }

        return Redirect(ImportPaths.One(Id) + "#columns");
    }

    /// <summary>What each column is.</summary>
    public async Task<IActionResult> OnPostColumnsAsync([FromForm(Name = "do")] string? todo, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var sent = SentColumns();
        Map = sent;
        return ModelState.IsValid ? await TakeAsync(sent.Write(), NameField, todo, cancel) : this.Refused();
    }

    /// <summary>The map as text.</summary>
    public async Task<IActionResult> OnPostTextAsync([FromForm(Name = "do")] string? todo, CancellationToken cancel) =>
        await LoadAsync(cancel)
            ? await TakeAsync(Request.Form[TextField].ToString(), TextField, todo, cancel)
            : NotFound();

    public async Task<IActionResult> OnPostActAsync([FromForm(Name = "do")] ImportAction todo, CancellationToken cancel)
    {
        if (await desk.FindAsync(Id, cancel) is null)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || todo is ImportAction.Check or ImportAction.Start)
        {
            return BadRequest();
        }

        return await desk.DoAsync(Id, todo, map: null, cancel)
            ? Redirect(ImportPaths.One(Id))
            : Tell(MovedOn, "warning");
    }

    private async Task<IActionResult> TakeAsync(string map, string field, string? todo, CancellationToken cancel)
    {
        if (MapShelf.WrongWith(map, Import.Header) is { } wrong)
        {
            ModelState.AddModelError(field, wrong);
            return this.Refused();
        }

        var action = todo == "start" ? ImportAction.Start : ImportAction.Check;
        return await desk.DoAsync(Id, action, map, cancel) ? Redirect(ImportPaths.One(Id)) : Tell(MovedOn, "warning");
    }

    private RedirectResult Tell(string message, string kind)
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return Redirect(ImportPaths.One(Id));
    }

    private ColumnMap SentColumns()
    {
        var name = Request.Form[NameField].ToString().Trim();
        if (name.Length is 0 or > LeadImport.MapNameMaxLength)
        {
            ModelState.AddModelError(
                NameField,
                $"Give it a name of at most {LeadImport.MapNameMaxLength} characters, the same for all files of this kind"
            );
        }

        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, column) in Import.Header.Index())
        {
            var role = Request.Form[FieldOf(place)].ToString();
            if (role.Length == 0 || column.Length == 0)
            {
                continue;
            }

            if (!ColumnMap.IsRole(role))
            {
                ModelState.AddModelError(FieldOf(place), "Choose of the list");
            }
            else if (columns.ContainsValue(role))
            {
                ModelState.AddModelError(
                    FieldOf(place),
                    "Another column is taken for this already: leave one of them out"
                );
            }
            else if (!columns.TryAdd(column, role))
            {
                ModelState.AddModelError(FieldOf(place), "Another column has the same name: leave this one out");
            }
        }

        if (!columns.ContainsValue(LeadFields.Email) && Import.Header.Count > 0)
        {
            ModelState.AddModelError(FieldOf(0), "Say which column holds the e-mail address");
        }

        var dates = Request.Form[DatesField].ToString();
        return new ColumnMap(
            name,
            [
                .. Request
                    .Form[NotGivenField]
                    .ToString()
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
            dates.Length > 0 && ImportWords.DateFormats.Any(format => format.Value == dates) ? dates : null,
            columns
        );
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await desk.FindAsync(Id, cancel) is not { } import)
        {
            return false;
        }

        Import = import;
        if (May(ImportAction.Check))
        {
            Map = ColumnMap.IsWithoutEmail(import.Map!)
                ? ColumnGuess.Of(import.Header, MapShelf.NameOf(import.FileName))
                : ColumnMap.Of(ImportMapReader.Read(import.Map!));
            Samples = await desk.SamplesAsync(import, cancel);
        }

        if (May(ImportAction.Undo))
        {
            Written = await desk.WrittenAsync(Id, cancel);
        }

        return true;
    }
}
