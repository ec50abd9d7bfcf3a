using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Nurture;

/// <summary>What sequences and their steps must keep to. Messages are by field and say what to do.</summary>
public static class NurtureRules
{
    public const int NameMaxLength = 100;
    public const int StepsMax = 20;
    public const int SubjectMaxLength = 150;
    public const int BodyMaxLength = 8000;
    public const int DelayMaxHours = 24 * 365;

    /// <summary>What can be filled in.</summary>
    public const string FirstName = "first_name";

    /// <summary><c>name</c> or <c>entry</c> to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(string name, NurtureEntry entry)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(name))
        {
            errors["name"] = "Give it a name by which you find it again";
        }
        else if (name.Length > NameMaxLength || name.Any(char.IsControl))
        {
            errors["name"] = $"Write the name in one line of {NameMaxLength} characters or fewer";
        }

        var isComplete = entry.Kind switch
        {
            NurtureEntryKind.Offer => entry.OfferId is not null,
            NurtureEntryKind.Stage => entry.ToStage is { } stage && NurtureEntry.Stages.Contains(stage),
            NurtureEntryKind.Recycle => entry.Value.Length is > 0 and <= NurtureEntry.ValueMaxLength,
        };
        if (!isComplete)
        {
            errors["entry"] = "Choose what brings people in";
        }

        return errors;
    }

    /// <summary><c>delay</c>, <c>subject</c> or <c>body</c> to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(NurtureStep step)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (step.DelayHours is < 0 or > DelayMaxHours)
        {
            errors["delay"] = "Wait between 0 hours and 365 days";
        }

        Words("subject", step.Subject, SubjectMaxLength, "Say what the mail is about");
        Words("body", step.Body, BodyMaxLength, "Write what the mail says");
        if (!errors.ContainsKey("subject") && step.Subject.Any(char.IsControl))
        {
            errors["subject"] = "Write the subject in one line";
        }

        return errors;

        void Words(string field, string text, int max, string missing)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                errors[field] = missing;
            }
            else if (text.Length > max)
            {
                errors[field] = $"Shorten it to {max:N0} characters or fewer";
            }
            else if (text.Contains('\0', StringComparison.Ordinal) || CleanText.HasLoneSurrogate(text))
            {
                errors[field] = "Remove the unreadable character";
            }
            else if (MailWords.Unknown(text, [FirstName]) is { } unknown)
            {
                errors[field] =
                    $"{unknown} cannot be filled in. Write {{{{{FirstName}}}}}, or {{{{{FirstName}|there}}}} with what stands there where the name is not known";
            }
        }
    }
}
