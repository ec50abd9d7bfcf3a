namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>Where the pages of sequences are.</summary>
public static class NurturePaths
{
    public const string List = "/marketing/nurture";
    public const string New = "/marketing/nurture/edit";
    public const string Pace = "/marketing/nurture/pace";

    public static string Sequence(Guid id) => $"{List}/{id}";

    public static string Edit(Guid id) => $"{New}/{id}";

    public static string People(Guid id) => $"{List}/{id}/people";

    public static string NewStep(Guid id) => $"{List}/{id}/mail";

    public static string Step(Guid id, Guid step) => $"{List}/{id}/mail/{step}";
}
