using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Offers;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The form of an offer: its fields in their order, by step, and what it keeps to.</summary>
public sealed class FormModel(LeadGenDbContext db, FormConsents consents, TimeProvider time) : FormPageModel(db, time)
{
    public IReadOnlyList<IReadOnlyList<FormField>> Steps => FormFlow.Steps(Offer.Form);

    /// <summary>What can be added: what is not asked yet, and fields of one's own.</summary>
    public IEnumerable<Choice> Addable =>
        LeadFields
            .All.Where(known => Offer.Form.All(asked => asked.Key != known.Key))
            .Select(known => new Choice(known.Key, known.Label))
            .Prepend(new Choice(FormWords.Own, "A field of your own …"))
            .Concat(Questions);

    private Choice[] Questions =>
        Offer.Kind == OfferKind.Quiz ? [new Choice(FormWords.Question, "A question of the quiz …")] : [];

    /// <summary>Each step as a stranger sees it, with everything that may show.</summary>
    public async Task<IEnumerable<LandingForm>> PreviewAsync()
    {
        var words = await consents.ShowAsync(Offer, HttpContext.RequestAborted);
        var steps = FormFlow.Steps(FormFlow.WithQuestion(Offer.Form));
        return steps.Select(
            (fields, at) =>
                LandingForm.Of(
                    Offer,
                    new FormStep(at + 1, steps.Count, fields),
                    words.Consent,
                    new ModelStateDictionary()
                )
        );
    }

    public string FieldPath(string key) => $"{Here}/{key}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        var key = Request.Form["key"].ToString();
        if (key is FormWords.Own or FormWords.Question)
        {
            return Redirect(FieldPath(key == FormWords.Own ? "new" : "new-question"));
        }

        var field = new FormField(key, Required: false);
        return await DoAsync(form => [.. form, field], "Added at the end.", cancel);
    }

    public Task<IActionResult> OnPostMoveAsync(CancellationToken cancel)
    {
        var key = Request.Form["key"].ToString();
        return Request.Form["verb"].ToString() switch
        {
            "up" => DoAsync(form => Moved(form, key, -1), "Moved up.", cancel),
            "down" => DoAsync(form => Moved(form, key, 1), "Moved down.", cancel),
            _ => DoAsync(form => Without(form, key), "Removed. What was answered to it is kept.", cancel),
        };
    }

    public async Task<IActionResult> OnPostSettingsAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var most = Request.Form["ask_at_most"].ToString().Trim();
        var number = int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var results = FieldEntry.Results(Request.Form["results"]);
        if (results is null)
        {
            ModelState.AddModelError(
                "results",
                "Write each result in a line: 5 | ready | You are ready | What to do next"
            );
        }

        return await ChangeAsync(
            content =>
                content with
                {
                    Intent = Terms.Parse<FormIntent>(Request.Form["intent"]) ?? content.Intent,
                    FormSettings = new FormSettings(
                        most.Length == 0 ? null : number,
                        results is { Count: > 0 } ? results : null
                    ),
                },
            "Saved.",
            problem => problem.Field is null && problem.Part != "form" ? problem.Part : "",
            cancel
        );
    }

    private async Task<IActionResult> DoAsync(
        Func<IReadOnlyList<FormField>, IReadOnlyList<FormField>> change,
        string done,
        CancellationToken cancel
    )
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        return await ChangeAsync(content => content with { Form = change(content.Form) }, done, _ => "", cancel);
    }

    /// <summary>A step that it began is begun by the next one.</summary>
    private static FormField[] Without(IReadOnlyList<FormField> form, string key)
    {
        var fields = form.ToList();
        var at = fields.FindIndex(field => field.Key == key);
        if (at >= 0 && at + 1 < fields.Count && fields[at].NewStep)
        {
            fields[at + 1] = fields[at + 1] with { NewStep = true };
        }

        return [.. fields.Where(field => field.Key != key)];
    }

    // The break before a step stays where it is: the field that comes first there begins it.
    private static FormField[] Moved(IReadOnlyList<FormField> form, string key, int by)
    {
        var fields = form.ToArray();
        var at = Array.FindIndex(fields, field => field.Key == key);
        var to = at + by;
        if (at >= 0 && to >= 0 && to < fields.Length)
        {
            (fields[at], fields[to]) = (
                fields[to] with
                {
                    NewStep = fields[at].NewStep,
                },
                fields[at] with
                {
                    NewStep = fields[to].NewStep,
                }
            );
        }

        return fields;
    }
}
