using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Handoffs;

/// <summary>Reads what was typed into the pages of routing: what is left in <see cref="Errors"/> is wrong.</summary>
internal sealed class RoutingForm
{
    private const int MinutesAnHour = 60;

    public Dictionary<string, string> Errors { get; } = [];

    public string Name(string? text, int maxLength, string what)
    {
        var name = CleanText.Trim(text ?? "");
        if (name.Length == 0 || name.Length > maxLength || name.Any(char.IsControl))
        {
            Errors["name"] = $"Name the {what} in at most {maxLength} characters, on one line";
        }

        return name;
    }

    /// <summary>A text with its lines kept; null where it is blank.</summary>
    public string? Words(string field, string? text, int maxLength, string label)
    {
        var (clean, error) = CleanText.Note(text, maxLength, label);
        if (error is not null)
        {
            Errors[field] = error;
        }

        return clean;
    }

    public IReadOnlyList<OpeningHours> Hours(IReadOnlyDictionary<DayOfWeek, string> typed)
    {
        var spans = new List<OpeningHours>();
        foreach (var (day, text) in typed)
        {
            foreach (
                var part in text.Split(
                    [',', ';'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            )
            {
                if (
                    part.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
                    && Clock(from) is { } opens
                    && Clock(to) is { } closes
                )
                {
                    spans.Add(new OpeningHours(day, opens, closes));
                }
                else
                {
                    Errors[FieldOf(day)] = "Enter hours such as 9:00-12:00, 13:00-17:00";
                }
            }
        }

        return spans;
    }

    public static string FieldOf(DayOfWeek day) => "hours." + day.ToString().ToLowerInvariant();

    public IReadOnlyList<DateOnly> Holidays(string? text)
    {
        var days = new SortedSet<DateOnly>();
        foreach (
            var part in (text ?? "").Split([' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (Day(part) is { } day)
            {
                days.Add(day);
            }
            else
            {
                Errors["holidays"] = "Enter days such as 2026-12-25, one a line";
            }
        }

        return [.. days];
    }

    /// <summary>What the rules of calendars say, at the fields of the form.</summary>
    public void Check(string? zone, IReadOnlyList<OpeningHours> hours, IReadOnlyList<DateOnly> holidays)
    {
        var checkedHours = hours.Count > 0 ? hours : WorkingCalendar.EveryHour.Hours;
        foreach (var (field, message) in WorkingCalendarRules.Check(zone, checkedHours, holidays))
        {
            var day =
                hours.Count > 0
                    ? hours.FirstOrDefault(span => message.StartsWith($"On {span.Day} ", StringComparison.Ordinal))
                    : null;
            Errors.TryAdd(field == "hours" ? FieldOf(day?.Day ?? hours[0].Day) : field, message);
        }
    }

    public int Capacity(string field, string? text)
    {
        var isNumber = int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity);
        if (!isNumber || capacity > Rep.CapacityMax)
        {
            Errors[field] = $"Enter a whole number from 0 to {Rep.CapacityMax}";
        }

        return capacity;
    }

    public DateOnly? RequiredDay(string field, string? text)
    {
        var day = Day(text?.Trim() ?? "");
        if (day is null)
        {
            Errors[field] = "Enter a day such as 2026-12-25";
        }

        return day;
    }

    /// <summary>A length in hours, such as 24 or 0.5; in minutes.</summary>
    public int Length(string field, string? text)
    {
        var isNumber = decimal.TryParse(
            text?.Trim().Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var hours
        );
        var longest = (decimal)ServiceLevel.Longest.TotalHours;
        var minutes = isNumber && hours <= longest ? (int)Math.Round(hours * MinutesAnHour) : 0;
        if (minutes < 1)
        {
            Errors[field] = $"Enter hours such as 24 or 0.5, at most {longest:0}";
        }

        return minutes;
    }

    public IReadOnlyList<RoutingCondition> Conditions(IReadOnlyList<ConditionEntry> typed)
    {
        var conditions = new List<RoutingCondition>();
        foreach (var (i, entry) in typed.Index())
        {
            var fact = entry.Fact?.Trim().ToLowerInvariant().Replace(' ', '_') ?? "";
            if (fact.Length == 0)
            {
                if (!string.IsNullOrWhiteSpace(entry.Values))
                {
                    Errors[$"fact.{i}"] = "Choose what to ask about, or empty the value";
                }

                continue;
            }

            if (Terms.Parse<FactOperator>(entry.Operator) is not { } @operator)
            {
                Errors[$"operator.{i}"] = "Choose how to compare";
                continue;
            }

            conditions.Add(new RoutingCondition(fact, @operator, Values(@operator, entry.Values)));
            Places.Add(i);
        }

        return conditions;
    }

    /// <summary>Of each condition that was read, the row of the form in which it stands.</summary>
    public List<int> Places { get; } = [];

    private static string[] Values(FactOperator @operator, string? text) =>
        @operator is FactOperator.IsKnown or FactOperator.IsMissing
            ? []
            : (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static TimeOnly? Clock(string text) =>
        text == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(
            text,
            ["H:mm", "HH:mm", "%H"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
        : null;
}
