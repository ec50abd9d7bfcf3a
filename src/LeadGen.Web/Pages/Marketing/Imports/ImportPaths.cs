namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>Where the pages of imports are.</summary>
public static class ImportPaths
{
    public const string List = "/marketing/imports";
    public const string People = "/marketing/imports/list";
    public const string Upload = "/marketing/imports/file";

    public static string One(Guid id) => $"{List}/{id}";

    public static string Rejects(Guid id) => $"{One(id)}?handler=Rejects";
}
