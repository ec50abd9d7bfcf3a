namespace LeadGen.Domain.Offers;

/// <summary>What a form must keep to: it asks for the e-mail address in its first step, knows its fields, and names each once.</summary>
public static class FormRules
{
    public const int StepsMax = 5;

    private const int KeyShown = 60;

    /// <summary>Everything that is wrong, the form as a whole first, then field by field.</summary>
    public static IEnumerable<FormProblem> Problems(
        OfferKind kind,
        IReadOnlyList<FormField> form,
        FormSettings settings
    ) => OfForm(form).Concat(OfSettings(form, settings)).Concat(OfFields(kind, form));

    private static IEnumerable<FormProblem> OfForm(IReadOnlyList<FormField> form)
    {
        if (form.Count > OfferRules.FieldsMax)
        {
            yield return Whole($"Ask for {OfferRules.FieldsMax} fields or fewer");
        }

        if (!form.Any(field => field.Key == LeadFields.Email && field.Required))
        {
            yield return Whole("Ask for the e-mail address and make it required: a lead is known by it");
        }

        var steps = FormFlow.Steps(form);
        if (steps.Count > StepsMax)
        {
            yield return Whole($"Cut the form into {StepsMax} steps or fewer");
        }

        if (steps.Skip(1).Any(step => step.Any(field => field.Key == LeadFields.Email)))
        {
            yield return Whole("Ask for the e-mail address in the first step: whoever leaves then is not lost");
        }

        if (Conditions(form).Count > FieldCondition.OfFormMax)
        {
            yield return Whole($"Use {FieldCondition.OfFormMax} different conditions or fewer");
        }
    }

    private static IEnumerable<FormProblem> OfSettings(IReadOnlyList<FormField> form, FormSettings settings)
    {
        if (settings.AskAtMost is { } most && (most < 1 || most > FormSettings.AskAtMostMax))
        {
            yield return new(null, "ask_at_most", $"Enter a number from 1 to {FormSettings.AskAtMostMax}, or nothing");
        }

        var results = settings.Results ?? [];
        if (results.Count > 0 && !form.Any(field => Quiz.IsQuestion(field.Key)))
        {
            yield return new(null, "results", "Add a question of the quiz, or take the results away");
        }

        if (results.Count > FormSettings.ResultsMax)
        {
            yield return new(null, "results", $"Give {FormSettings.ResultsMax} results or fewer");
        }

        foreach (var result in results)
        {
            if (!CustomField.IsKey(result.Key) || results.Count(other => other.Key == result.Key) > 1)
            {
                yield return new(null, "results", $"Give the result from {result.From} points a key of its own");
            }

            if (string.IsNullOrWhiteSpace(result.Title) || result.Title.Length > QuizResult.TitleMaxLength)
            {
                yield return new(null, "results", $"Say in a few words what {result.From} points mean");
            }

            if (result.Text.Length > QuizResult.TextMaxLength)
            {
                yield return new(null, "results", $"Shorten the text of “{result.Title}”");
            }

            if (results.Count(other => other.From == result.From) > 1)
            {
                yield return new(null, "results", $"Let only one result begin at {result.From} points");
            }
        }
    }

    private static IEnumerable<FormProblem> OfFields(OfferKind kind, IReadOnlyList<FormField> form)
    {
        var before = new Dictionary<string, FormField>(StringComparer.Ordinal);
        foreach (var field in form)
        {
            var problems = before.ContainsKey(field.Key)
                ? [new FormProblem(field.Key, "key", $"Ask for {field.Key} only once")]
                : FieldRules.Problems(kind, field).Concat(ConditionRules.Problems(form, before, field));
            foreach (var problem in problems)
            {
                yield return problem with
                {
                    Field = Cut(field.Key),
                    Message = problem.Message,
                };
            }

            before.TryAdd(field.Key, field);
        }
    }

    /// <summary>The different conditions of a form, in the order of its fields.</summary>
    public static IReadOnlyList<FieldCondition> Conditions(IEnumerable<FormField> form)
    {
        var conditions = new List<FieldCondition>();
        foreach (var when in form.Select(field => field.When).OfType<FieldCondition>())
        {
            if (!conditions.Exists(when.IsSameAs))
            {
                conditions.Add(when);
            }
        }

        return conditions;
    }

    private static FormProblem Whole(string message) => new(null, "form", message);

    private static string Cut(string key) => key.Length <= KeyShown ? key : key[..KeyShown] + "…";
}
