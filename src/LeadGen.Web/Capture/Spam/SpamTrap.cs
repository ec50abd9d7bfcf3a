namespace LeadGen.Web.Capture.Spam;

/// <summary>A field that people neither see nor reach, and programs fill. Its name can't be that of any real field.</summary>
public static class SpamTrap
{
    public const string Field = "extra-note";

    public static bool IsFilled(PostedForm form) => form[Field] is not null;
}
