using System.Globalization;
using System.Net.Mime;
using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Spam;

/// <summary>How much each sign weighs, from which sum a form is held, and the lists of domains.</summary>
[RequestSizeLimit(SpamModel.ListMaxBytes + 64 * 1024)]
public sealed class SpamModel(LeadGenDbContext db) : PageModel
{
    private const string Path = "/admin/spam";
    public const int ListMaxBytes = 4 * 1024 * 1024;
    public const int ListMax = 200_000;
    public const int AllowedMax = 2000;
    public const int FreeMax = 2000;

    public SpamRules Rules { get; private set; } = SpamRules.Default;

    /// <summary>Null where the list is the one that ships with the app.</summary>
    public int? OwnList { get; private set; }

    public string Allowed { get; private set; } = "";
    public string Free { get; private set; } = "";

    public static string Field(SpamSign sign) => "weight." + Terms.Of(sign);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <summary>The list in force, one domain a line.</summary>
    public async Task<IActionResult> OnGetListAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var text = string.Join('\n', Rules.Disposable.Order(StringComparer.Ordinal)) + "\n";
        return File(Encoding.UTF8.GetBytes(text), MediaTypeNames.Text.Plain, "disposable-domains.txt");
    }

    public async Task<IActionResult> OnPostWeightsAsync(CancellationToken cancel)
    {
        var threshold = Whole("threshold", 1, SpamRules.ThresholdMax);
        var weights = Enum.GetValues<SpamSign>()
            .ToDictionary(sign => Terms.Of(sign), sign => Whole(Field(sign), 0, SpamRules.WeightMax));
        if (!ModelState.IsValid)
        {
            return await RefuseAsync(cancel);
        }

        await SpamSettings.ChangeAsync(
            db,
            settings => settings with { Threshold = threshold, Weights = weights },
            cancel
        );
        return Done("Saved. It holds for what comes from now on.");
    }

    public async Task<IActionResult> OnPostAllowedAsync(CancellationToken cancel)
    {
        var allowed = Lines(Request.Form["allowed"].ToString()).Select(Entry).Distinct().ToList();
        if (allowed.Count > AllowedMax || allowed.Contains(null))
        {
            ModelState.AddModelError(
                "allowed",
                allowed.Count > AllowedMax
                    ? $"Name {AllowedMax} addresses and domains or fewer"
                    : "Enter one e-mail address or one domain a line, such as mina@example.com or example.com"
            );
            return await RefuseAsync(cancel);
        }

        await SpamSettings.ChangeAsync(db, settings => settings with { Allowed = allowed! }, cancel);
        return Done("Saved. Forms with these addresses are never held.");
    }

    public async Task<IActionResult> OnPostFreeAsync(CancellationToken cancel)
    {
        var free = Lines(Request.Form["free"].ToString()).Select(Domain).Distinct().ToList();
        if (free.Count > FreeMax || free.Contains(null))
        {
            ModelState.AddModelError(
                "free",
                free.Count > FreeMax
                    ? $"Name {FreeMax} domains or fewer"
                    : "Enter one domain a line, such as mail.example"
            );
            return await RefuseAsync(cancel);
        }

        await SpamSettings.ChangeAsync(db, settings => settings with { Free = free! }, cancel);
        return Done("Saved. Who has an address there is of no company from now on.");
    }

    public async Task<IActionResult> OnPostListAsync(IFormFile? list, CancellationToken cancel)
    {
        var domains = list is { Length: > 0 and <= ListMaxBytes } ? await DomainsAsync(list, cancel) : [];
        if (domains.Count is 0 or > ListMax)
        {
            ModelState.AddModelError("list", $"Choose a text file with one domain a line, up to {ListMax:N0} of them");
            return await RefuseAsync(cancel);
        }

        await SpamSettings.ChangeAsync(db, settings => settings with { Disposable = domains }, cancel);
        return Done($"The list has {domains.Count.ToString("N0", CultureInfo.InvariantCulture)} domains from now on.");
    }

    public async Task<IActionResult> OnPostShippedAsync(CancellationToken cancel)
    {
        await SpamSettings.ChangeAsync(db, settings => settings with { Disposable = null }, cancel);
        return Done("The list that ships with the app is in force again.");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var settings = await SpamSettings.ReadAsync(db, cancel);
        (Rules, OwnList) = (settings.ToRules(), settings.Disposable?.Count);
        Allowed = string.Join('\n', settings.Allowed ?? []);
        Free = string.Join('\n', settings.Free ?? []);
    }

    private async Task<PageResult> RefuseAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        return this.Refused();
    }

    private RedirectResult Done(string message)
    {
        TempData["Flash"] = message;
        return Redirect(Path);
    }

    private int Whole(string field, int from, int to)
    {
        if (
            int.TryParse(Request.Form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= from
            && number <= to
        )
        {
            return number;
        }

        ModelState.AddModelError(field, $"Enter a whole number from {from} to {to}");
        return 0;
    }

    private static async Task<List<string>> DomainsAsync(IFormFile list, CancellationToken cancel)
    {
        using var reader = new StreamReader(list.OpenReadStream(), Encoding.UTF8);
        return [.. Lines(await reader.ReadToEndAsync(cancel)).Select(Domain).OfType<string>().Distinct()];
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');

    private static string? Entry(string line) =>
        line.Contains('@') ? (EmailAddress.TryParse(line, out var email) ? email.Key : null) : Domain(line);

    private static string? Domain(string line) =>
        EmailAddress.TryParse("a@" + line, out var email) ? email.Domain : null;
}
