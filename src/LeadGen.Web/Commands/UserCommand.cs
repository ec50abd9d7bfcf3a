using System.CommandLine;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Audit;

namespace LeadGen.Web.Commands;

/// <summary>Takes somebody on the staff, with a password from the prompt or from standard input.</summary>
public static class UserCommand
{
    public static System.CommandLine.Command Create()
    {
        var email = new Argument<string>("EMAIL") { Description = "The e-mail address to sign in with." };
        var roles = new Option<string[]>("--role")
        {
            Description = "What the user may do. Repeat it, or give several.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var name = new Option<string?>("--name") { Description = "The name that colleagues see." };
        email.Validators.Add(result =>
        {
            if (!EmailAddress.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("EMAIL must be an e-mail address such as mina@example.com.");
            }
        });
        roles.AcceptOnlyFromAmong([.. Roles.All]);
        var create = new System.CommandLine.Command(
            "create",
            "Make a user. The password is asked for, or read from standard input."
        )
        {
            email,
            roles,
            name,
        };
        create.SetAction(
            (parsed, cancel) =>
            {
                var address = EmailAddress.Parse(parsed.GetRequiredValue(email));
                var called = parsed.GetValue(name)?.Trim() is { Length: > 0 } given ? given : address.LocalPart;
                var held = parsed.GetRequiredValue(roles).Distinct().ToList();
                return CommandHost.RunAsync(
                    (services, stop) => CreateAsync(services, address, called, held, stop),
                    cancel
                );
            }
        );
        return new System.CommandLine.Command("user", "People who sign in.") { create };
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services,
        EmailAddress email,
        string name,
        List<string> roles,
        CancellationToken cancel
    )
    {
        if (name.Length > Data.StaffUser.NameMaxLength)
        {
            await Console.Error.WriteLineAsync($"--name takes at most {Data.StaffUser.NameMaxLength} characters.");
            return 2;
        }

        var desk = services.GetRequiredService<StaffDesk>();
        var (user, result) = await desk.AddAsync(email, name, roles, await ReadPasswordAsync());
        if (user is not null)
        {
            await services
                .GetRequiredService<AuditBook>()
                .NoteAsync(
                    CommandHost.Actor("user create"),
                    AuditAction.Added,
                    "users",
                    user.Id.ToString(),
                    AuditBook.Told("role", string.Join(", ", roles)),
                    cancel
                );
            await Console.Error.WriteLineAsync($"{email.Value} can sign in now.");
            return 0;
        }

        foreach (
            var error in result.Errors.DistinctBy(error =>
                error.Code == "DuplicateEmail" ? "DuplicateUserName" : error.Code
            )
        )
        {
            await Console.Error.WriteLineAsync(error.Description.TrimEnd('.') + ".");
        }

        return 1;
    }

    private static async Task<string> ReadPasswordAsync()
    {
        if (Console.IsInputRedirected)
        {
            return await Console.In.ReadLineAsync() ?? "";
        }

        await Console.Error.WriteLineAsync(StaffPassword.Rules);
        await Console.Error.WriteAsync("Password: ");
        var typed = ReadWithoutEcho();
        await Console.Error.WriteLineAsync();
        return typed;
    }

    private static string ReadWithoutEcho()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar) && typed.Length <= StaffPassword.MaxLength)
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
