using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>The answers of one submission while they are being read.</summary>
internal sealed class AnswerSheet
{
    private readonly Dictionary<string, FormField> _form = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomField> _custom = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _clean = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private EmailAddress? _email;

    public AnswerSheet(IEnumerable<FormField> form, IEnumerable<CustomField> custom)
    {
        foreach (var field in form)
        {
            _form.TryAdd(field.Key, field);
            if (CustomField.From(field) is { } own)
            {
                _custom.TryAdd(own.Fact, own);
            }
        }

        foreach (var field in custom)
        {
            _custom.TryAdd(field.Fact, field);
        }
    }

    public void Take(string posted, string? text)
    {
        var key = KeyOf(posted);
        if (key is null || _clean.ContainsKey(key) || _errors.ContainsKey(key) || text is null)
        {
            return;
        }

        var reading = Read(key, text);
        if (reading.Error is not null)
        {
            _errors[key] = reading.Error;
        }
        else if (reading.Clean is { Length: > 0 })
        {
            _clean[key] = reading.Clean;
        }
    }

    public FormReading Finish()
    {
        AskForWhatIsMissing();
        if (_errors.Count > 0 || _email is null)
        {
            return new FormReading(null, _errors);
        }

        var facts = _clean
            .Where(answer => answer.Key != LeadFields.Email && LeadFields.IsFact(answer.Key))
            .ToDictionary(StringComparer.Ordinal);
        var consent = _clean.GetValueOrDefault(LeadFields.ConsentMarketing) is { } yes ? yes == YesNo.Yes : (bool?)null;
        return new FormReading(
            new Answers(_email, facts, _clean.GetValueOrDefault(LeadFields.Message), NextStepAnswer, consent),
            _errors
        );
    }

    private NextStep? NextStepAnswer =>
        _clean.GetValueOrDefault(LeadFields.NextStep) is { } text ? Enum.Parse<NextStep>(text, ignoreCase: true) : null;

    private string? KeyOf(string posted) =>
        LeadFields.Find(posted) is not null || _custom.ContainsKey(posted) ? posted
        : _custom.ContainsKey(CustomField.Prefix + posted) ? CustomField.Prefix + posted
        : null;

    private FieldReading Read(string key, string text) =>
        key == LeadFields.Email ? ReadEmail(text)
        : _custom.TryGetValue(key, out var custom) ? FieldReader.Read(custom, text)
        : FieldReader.Read(LeadFields.Find(key)!, LabelOf(key), text);

    // Not cleaned first: an address is as it is written, or it is none.
    private FieldReading ReadEmail(string text)
    {
        if (CleanText.Trim(text).Length == 0)
        {
            return FieldReading.Right("");
        }

        return EmailAddress.TryParse(text, out _email)
            ? FieldReading.Right(_email.Value)
            : FieldReading.Wrong("Enter an e-mail address in the form name@example.com");
    }

    private void AskForWhatIsMissing()
    {
        if (!_clean.ContainsKey(LeadFields.Email))
        {
            _errors.TryAdd(LeadFields.Email, "Enter your work e-mail, such as ada@example.com");
        }

        foreach (var field in _form.Values.Where(field => field.Required && !_clean.ContainsKey(field.Key)))
        {
            _errors.TryAdd(field.Key, $"{FieldReader.Ask(field)}: {LabelOf(field.Key)}");
        }

        if (NextStepAnswer == NextStep.Question && !_clean.ContainsKey(LeadFields.Message))
        {
            _errors.TryAdd(LeadFields.Message, "Write your question");
        }
    }

    private string LabelOf(string key) =>
        _form.GetValueOrDefault(key)?.Label
        ?? LeadFields.Find(key)?.Label
        ?? _custom.GetValueOrDefault(key)?.Label
        ?? key;
}
