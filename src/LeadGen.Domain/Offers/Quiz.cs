namespace LeadGen.Domain.Offers;

/// <summary>What a quiz tells whoever reached so many points.</summary>
/// <param name="Key">By which the scoring model knows it: the property <c>result</c> of <c>quiz_completed</c>.</param>
/// <param name="From">Points from which on it holds.</param>
public sealed record QuizResult(string Key, int From, string Title, string Text = "")
{
    public const int KeyMaxLength = 50;
    public const int TitleMaxLength = 200;
    public const int TextMaxLength = 2000;
}

/// <summary>Where the answers of a quiz led.</summary>
/// <param name="Result">Null where the quiz has none, or its lowest begins higher.</param>
public sealed record QuizOutcome(int Points, QuizResult? Result);

/// <summary>Questions that are no facts: what was answered belongs to the quiz, and scores only by the scoring model.</summary>
public static class Quiz
{
    public const string Prefix = "quiz.";

    public static bool IsQuestion(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <param name="answers">Question to clean answer.</param>
    public static QuizOutcome Outcome(
        IReadOnlyList<FormField> form,
        FormSettings settings,
        IReadOnlyDictionary<string, string> answers
    )
    {
        var points = 0L;
        foreach (var question in form.Where(field => IsQuestion(field.Key)))
        {
            if (answers.TryGetValue(question.Key, out var answer))
            {
                points += ChosenOf(question, answer).Sum(option => (long)(option.Points ?? 0));
            }
        }

        var total = (int)Math.Clamp(points, int.MinValue, int.MaxValue);
        return new QuizOutcome(
            total,
            (settings.Results ?? []).Where(result => result.From <= total).MaxBy(result => result.From)
        );
    }

    /// <summary>
    /// The properties of <c>quiz_completed</c>: each question by its key, each choice of several as <c>question.choice</c> too,
    /// <c>points</c> and <c>result</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Properties(
        IReadOnlyList<FormField> form,
        QuizOutcome outcome,
        IReadOnlyDictionary<string, string> answers
    )
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["points"] = outcome.Points.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (outcome.Result is { } result)
        {
            properties["result"] = result.Key;
        }

        foreach (var question in form.Where(field => IsQuestion(field.Key) && answers.ContainsKey(field.Key)))
        {
            var key = question.Key[Prefix.Length..];
            properties[key] = answers[question.Key];
            if (question.ShownAs() == FieldControl.MultiSelect)
            {
                foreach (var option in ChosenOf(question, answers[question.Key]))
                {
                    properties[$"{key}.{option.Value}"] = "yes";
                }
            }
        }

        return properties;
    }

    private static IEnumerable<FieldOption> ChosenOf(FormField question, string answer)
    {
        var chosen = question.ShownAs() == FieldControl.MultiSelect ? ManyChoices.Split(answer) : [answer];
        return question.Choices().Where(option => chosen.Contains(option.Value, StringComparer.OrdinalIgnoreCase));
    }
}
