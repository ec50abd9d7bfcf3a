using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>The answers of one submission while they are being read.</summary>
internal sealed class AnswerSheet
{
    private readonly IReadOnlyList<FormField> _form;
    private readonly FormPart? _part;
    private readonly Dictionary<string, FormField> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomField> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _clean = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    /// <summary>What came of questions with several choices, until all has come.</summary>
    private readonly Dictionary<string, List<string>> _chosen = new(StringComparer.Ordinal);

    private EmailAddress? _email;

    public AnswerSheet(IReadOnlyList<FormField> form, IEnumerable<CustomField> custom, FormPart? part)
    {
        (_form, _part) = (form, part);
        foreach (var field in form)
        {
            _fields.TryAdd(field.Key, field);
            if ((CustomField.From(field) ?? CustomField.Question(field)) is { } own)
            {
                _own.TryAdd(field.Key, own);
            }
        }

        foreach (var field in custom)
        {
            _own.TryAdd(field.Fact, field);
        }

        foreach (var (key, text) in part?.Earlier ?? new Dictionary<string, string>())
        {
            Keep(key, text);
        }

        // What was taken then is taken now, though the form may have changed since.
        ReadChosen();
        _errors.Clear();
    }

    public void Take(string posted, string? text)
    {
        if (_part?.Earlier is null || (KeyOf(posted) is { } key && _part.Asked.Contains(key)))
        {
            Keep(posted, text);
        }
    }

    public FormReading Finish()
    {
        ReadChosen();
        var shown = FormFlow.Shown(_form, _clean.GetValueOrDefault);
        foreach (var hidden in _form.Where(field => !shown.Contains(field.Key)))
        {
            _clean.Remove(hidden.Key);
            _errors.Remove(hidden.Key);
        }

        AskForWhatIsMissing(shown);
        if (_errors.Count > 0 || _email is null)
        {
            return new FormReading(null, _errors);
        }

        var facts = _clean
            .Where(answer => answer.Key != LeadFields.Email && LeadFields.IsFact(answer.Key))
            .ToDictionary(StringComparer.Ordinal);
        var consent = _clean.GetValueOrDefault(LeadFields.ConsentMarketing) is { } yes ? yes == YesNo.Yes : (bool?)null;
        return new FormReading(
            new Answers(_email, facts, _clean.GetValueOrDefault(LeadFields.Message), NextStepAnswer, consent)
            {
                Quiz = _clean.Where(answer => Quiz.IsQuestion(answer.Key)).ToDictionary(StringComparer.Ordinal),
            },
            _errors
        );
    }

    private NextStep? NextStepAnswer =>
        _clean.GetValueOrDefault(LeadFields.NextStep) is { } text ? Enum.Parse<NextStep>(text, ignoreCase: true) : null;

    private void Keep(string posted, string? text)
    {
        var key = KeyOf(posted);
        if (key is null || _clean.ContainsKey(key) || _errors.ContainsKey(key) || text is null)
        {
            return;
        }

        if (_own.GetValueOrDefault(key) is { Type: CustomFieldType.MultiSelect })
        {
            (_chosen.TryGetValue(key, out var texts) ? texts : _chosen[key] = []).Add(text);
            return;
        }

        Keep(key, Read(key, text));
    }

    private void Keep(string key, FieldReading reading)
    {
        if (reading.Error is not null)
        {
            _errors[key] = reading.Error;
        }
        else if (reading.Clean is { Length: > 0 })
        {
            _clean[key] = reading.Clean;
        }
    }

    private void ReadChosen()
    {
        foreach (var (key, texts) in _chosen)
        {
            Keep(key, FieldReader.ReadMany(_own[key], texts));
        }

        _chosen.Clear();
    }

    private string? KeyOf(string posted) =>
        LeadFields.Find(posted) is not null || _own.ContainsKey(posted) ? posted
        : _own.ContainsKey(CustomField.Prefix + posted) ? CustomField.Prefix + posted
        : null;

    private FieldReading Read(string key, string text) =>
        key == LeadFields.Email ? ReadEmail(text)
        : _own.TryGetValue(key, out var own) ? FieldReader.Read(own, text)
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
            : FieldReading.Wrong(FieldReader.AskForEmail);
    }

    private void AskForWhatIsMissing(IReadOnlySet<string> shown)
    {
        if (!_clean.ContainsKey(LeadFields.Email))
        {
            _errors.TryAdd(LeadFields.Email, "Enter your work e-mail, such as ada@example.com");
        }

        foreach (var field in _fields.Values.Where(field => field.Required && !_clean.ContainsKey(field.Key)))
        {
            if (shown.Contains(field.Key) && _part?.Asked.Contains(field.Key) != false)
            {
                _errors.TryAdd(field.Key, $"{FieldReader.Ask(field)}: {LabelOf(field.Key)}");
            }
        }

        if (NextStepAnswer == NextStep.Question && !_clean.ContainsKey(LeadFields.Message) && MayWrite)
        {
            _errors.TryAdd(LeadFields.Message, "Write your question");
        }
    }

    /// <summary>In a later step only where there is a field to write it in: else nobody could go on.</summary>
    private bool MayWrite => _part?.Earlier is null || _part.Asked.Contains(LeadFields.Message);

    private string LabelOf(string key) =>
        _fields.GetValueOrDefault(key)?.Label
        ?? LeadFields.Find(key)?.Label
        ?? _own.GetValueOrDefault(key)?.Label
        ?? key;
}
