using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Admin.Routing;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Personas;

/// <summary>One persona, or a new one.</summary>
public sealed class EditModel(LeadGenDbContext db, PersonaDesk desk, ModelDesk models, TimeProvider time) : PageModel
{
    /// <summary>Empty rows below those that are filled.</summary>
    private const int Spare = 3;

    public static readonly IReadOnlyList<string> Facts = [.. RoutingWords.Facts.Where(Persona.IsFact)];

    /// <summary>Null for a new one.</summary>
    [FromRoute]
    public Guid? Id { get; set; }

    public Persona Persona { get; private set; } = null!;
    public int Rows { get; private set; }

    /// <summary>Models that give points for it.</summary>
    public IReadOnlyList<PersonaUse> Uses { get; private set; } = [];

    public RoutingCondition? Condition(int row) => row < Persona.Conditions.Count ? Persona.Conditions[row] : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var typed = Request.Form;
        Rows = Math.Max(Rows, Enumerable.Range(0, Persona.ConditionsMax).Count(i => typed.ContainsKey($"fact.{i}")));
        var form = new RoutingForm();
        var read = new Persona(
            Id ?? Guid.CreateVersion7(time.GetUtcNow()),
            form.Name(typed["name"], Persona.NameMaxLength, "persona"),
            form.Words("picture", typed["picture"], Persona.PictureMaxLength, "Who they are"),
            form.Conditions([
                .. Enumerable
                    .Range(0, Rows)
                    .Select(i => new ConditionEntry(typed[$"fact.{i}"], typed[$"operator.{i}"], typed[$"values.{i}"])),
            ])
        );
        Check(read, form);
        if (form.Errors.Count == 0 && !await desk.SaveAsync(read, cancel))
        {
            form.Errors["name"] = $"Remove another first: there are {Persona.PersonasMax}, and no more are kept";
        }

        if (form.Errors.Count > 0)
        {
            return Refuse(form);
        }

        TempData["Flash"] = "Saved. The funnel counts by it in a few minutes.";
        return Redirect(typed["more"].Count > 0 ? $"/marketing/personas/edit/{read.Id}" : "/marketing/personas");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (Id is { } id)
        {
            await desk.RemoveAsync(id, cancel);
        }

        TempData["Flash"] = "Removed.";
        return Redirect("/marketing/personas");
    }

    private static void Check(Persona persona, RoutingForm form)
    {
        foreach (var (index, condition) in persona.Conditions.Index())
        {
            if (Persona.MessageOf(condition) is { } message)
            {
                var field = Persona.IsFact(condition.Fact) ? "values" : "fact";
                form.Errors.TryAdd($"{field}.{form.Places[index]}", message);
            }
        }

        if (persona.Conditions.Count == 0 && form.Errors.Count == 0)
        {
            form.Errors["fact.0"] = "Say by which fact they are known";
        }
    }

    private PageResult Refuse(RoutingForm form)
    {
        foreach (var (field, message) in form.Errors)
        {
            ModelState.AddModelError(field, message);
        }

        return this.Refused();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var personas = await PersonaRow.ReadAsync(db, cancel);
        if (Id is { } id && personas.All.All(persona => persona.Id != id))
        {
            return false;
        }

        Persona = personas.All.FirstOrDefault(persona => persona.Id == Id) ?? new Persona(Guid.Empty, "", null, []);
        Uses = Id is null ? [] : [.. PersonaUse.In(await models.ReadAsync(cancel)).Where(use => use.Is(Persona))];
        Rows = Math.Min(Persona.Conditions.Count + Spare, Persona.ConditionsMax);
        return true;
    }
}
