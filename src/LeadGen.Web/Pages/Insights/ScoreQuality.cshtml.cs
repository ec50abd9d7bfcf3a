using LeadGen.Domain.Learning;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Whether the scores that sales was given were right, by what sales then found.</summary>
public sealed class ScoreQualityModel(ModelDesk models, ScoreQualityFigures figures, TimeProvider time) : PageModel
{
    public const int VersionsShown = 6;

    /// <summary>The one in force unless asked for.</summary>
    [FromQuery]
    public int? Version { get; set; }

    public DateTimeOffset Now { get; private set; }
    public DateTimeOffset CountedAt { get; private set; }
    public ScoringModelVersion Shown { get; private set; } = null!;
    public ScoreWatch Watch { get; private set; } = null!;
    public IReadOnlyList<ScoringModelVersion> Versions { get; private set; } = [];
    public bool IsInForce => Shown.State == Data.ModelState.Published;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Versions = [.. (await models.VersionsAsync(cancel)).Take(VersionsShown)];
        var shown = Version is { } asked
            ? await models.VersionAsync(asked, cancel)
            : await models.PublishedAsync(cancel);
        if (shown is not { Version: { } version })
        {
            return NotFound();
        }

        Shown = shown;
        var since = shown.PublishedAt ?? DateTimeOffset.UnixEpoch;
        (CountedAt, Watch) = await figures.OfAsync(version, shown.Model, since, cancel);
        return Page();
    }
}
