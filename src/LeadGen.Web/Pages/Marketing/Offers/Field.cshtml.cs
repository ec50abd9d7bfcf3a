using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>One field of a form, or a new one of one's own.</summary>
public sealed class FieldModel(LeadGenDbContext db, TimeProvider time) : FormPageModel(db, time)
{
    private const string New = "new";
    private const string NewQuestion = "new-question";

    /// <summary>Where the key of a new one is typed; "key" is what the address says.</summary>
    public const string OwnKey = "own_key";

    private IReadOnlyDictionary<string, string> _parts = new Dictionary<string, string>();

    [FromRoute]
    public string Key { get; set; } = "";

    public bool IsNew => Key is New or NewQuestion;
    public bool IsQuestion => Key == NewQuestion || Quiz.IsQuestion(Key);
    public bool IsOwn => IsNew || LeadFields.Find(Key) is null;
    public bool IsEmail => Key == LeadFields.Email;
    public bool IsFact => IsOwn ? !IsQuestion : LeadFields.IsFact(Key);
    public bool TakesChoices => IsOwn || FieldEntry.TakesChoices(Key, control: null);

    public string Heading =>
        Key switch
        {
            New => "Add a field of your own",
            NewQuestion => "Add a question",
            _ => Offer.Form.FirstOrDefault(one => one.Key == Key) is { } found ? FormWords.Label(found) : Key,
        };

    /// <summary>What is shown where it has no label of its own.</summary>
    public string? Otherwise => LeadFields.Find(Key)?.Label;

    /// <summary>The fields before it, on whose answers it may depend.</summary>
    public IEnumerable<Choice> Others =>
        Offer
            .Form.TakeWhile(one => one.Key != Key)
            .Where(one => one.Key != LeadFields.Email)
            .Select(one => new Choice(one.Key, FormWords.Label(one)))
            .Prepend(new Choice("", "Always"));

    /// <summary>The answers of those, to choose from.</summary>
    public IEnumerable<(string Field, string Answers)> Answers =>
        Offer
            .Form.TakeWhile(one => one.Key != Key)
            .Where(one => one.Choices() is { Count: > 0 and <= 20 })
            .Select(one => (FormWords.Label(one), string.Join(", ", one.Choices().Select(option => option.Value))));

    public string? Part(string name) => _parts.GetValueOrDefault(name);

    public bool IsOn(string name) => Part(name) == "true";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var field = Offer.Form.FirstOrDefault(one => one.Key == Key);
        if (field is null && !IsNew)
        {
            return Tell("The form does not ask for that any more. This is what it asks.", Here, "warning");
        }

        _parts = field is null ? new Dictionary<string, string>() : FieldEntry.Parts(field);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var prefix = IsQuestion ? Quiz.Prefix : CustomField.Prefix;
        var key = IsNew ? prefix + FieldEntry.KeyFor(Request.Form[OwnKey], Request.Form["label"]) : Key;
        var field = FieldEntry.Read(key, part => Request.Form[part]);
        return await ChangeAsync(
            content => content with { Form = With(content.Form, field) },
            IsNew ? "Added at the end." : "Saved.",
            PartOf,
            cancel
        );

        string PartOf(FormProblem problem) =>
            problem.Field != key ? ""
            : problem.Part == "key" && IsNew ? OwnKey
            : problem.Part == "key" ? ""
            : problem.Part;
    }

    private FormField[] With(IReadOnlyList<FormField> form, FormField field) =>
        IsNew ? [.. form, field] : [.. form.Select(one => one.Key == Key ? field : one)];
}
