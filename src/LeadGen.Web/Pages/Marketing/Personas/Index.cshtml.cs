using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Insights;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Personas;

/// <summary>The kinds of buyers, in the order in which they are asked for, with what came of each.</summary>
public sealed class IndexModel(LeadGenDbContext db, PersonaDesk desk, ModelDesk models, TimeProvider time) : PageModel
{
    public Domain.Insights.Personas Personas { get; private set; } = new([]);
    public FunnelPick Pick { get; private set; } = null!;
    public FunnelMark Mark { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }

    /// <summary>Funnels of the usual days, by persona.</summary>
    public IReadOnlyDictionary<Guid, Funnel> Funnels { get; private set; } = new Dictionary<Guid, Funnel>();

    public IReadOnlyList<PersonaUse> Uses { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Personas = await PersonaRow.ReadAsync(db, cancel);
        Uses = PersonaUse.In(await models.ReadAsync(cancel));
        Mark = await FunnelMark.ReadAsync(db, cancel);
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        Pick = new FunnelPick(new DaySpan(today.AddDays(1 - FunnelPick.UsualDays), today));
        var counted = await FunnelReport.ByPersonaAsync(db, Pick.Span, cancel);
        Funnels = Personas.All.ToDictionary(
            persona => persona.Id,
            persona => counted.GetValueOrDefault(persona.Id.ToString()) ?? Funnel.Of([])
        );
    }

    public async Task<IActionResult> OnPostRaiseAsync(Guid id, CancellationToken cancel)
    {
        await desk.RaiseAsync(id, cancel);
        return RedirectToPage();
    }

    public FunnelPick Of(Persona persona) => Pick.With("persona", persona.Id.ToString());
}
