using LeadGen.Testing;
using LeadGen.Web.Access;

namespace LeadGen.Web.Tests.Access;

/// <summary>Who may do what, as docs/authorization.md says: the tables of that page are read, and the app is held to them.</summary>
internal static class AccessMatrix
{
    public const string Page = "docs/authorization.md";

    /// <summary>The roles that may open a page of the staff, by its route.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Pages = Read("page").ToDictionary(At, RolesIn);

    /// <summary>The roles that may do something within a page that is open to more, such as <c>POST /queue?handler=Reassign</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Actions = Read("action").ToDictionary(At, RolesIn);

    /// <summary>The scope that a call needs, by method and route.</summary>
    public static readonly IReadOnlyDictionary<string, string> Calls = Read("call").ToDictionary(At, row => row[1]);

    /// <summary>The routes that everybody may open.</summary>
    public static readonly IReadOnlyList<string> Open = [.. Read("open").Select(At)];

    /// <summary>With an id in each place, whose thing there is not.</summary>
    public static string PathOf(string route) =>
        string.Join(
            '/',
            route.Split('/').Select(part => part.StartsWith('{') ? "01936a5e-0000-7000-8000-000000000000" : part)
        );

    /// <summary>The rows of the tables whose first column is called so.</summary>
    private static IEnumerable<string[]> Read(string kind)
    {
        string[]? head = null;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, Page)))
        {
            var cells = line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray();
            if (!line.StartsWith('|'))
            {
                head = null;
            }
            else if (head is null)
            {
                head = cells;
                Assert.True(
                    kind is not ("page" or "action") || head[0] != kind || head[1..].SequenceEqual(Roles.All),
                    $"The columns of {Page} are to be the roles, in order."
                );
            }
            else if (head[0] == kind && !cells[0].StartsWith("---", StringComparison.Ordinal))
            {
                yield return cells;
            }
        }
    }

    private static string At(string[] row) => row[0];

    private static string[] RolesIn(string[] row) =>
        [
            .. Roles.All.Where(
                (_, place) =>
                    row[place + 1] switch
                    {
                        "yes" => true,
                        "–" => false,
                        var other => throw new InvalidOperationException($"{Page} says '{other}' of {row[0]}."),
                    }
            ),
        ];
}
