using LeadGen.Web;
using LeadGen.Web.Commands;

if (Command.IsAsked(args))
{
    return await Command.RunAsync(args);
}

return await App.RunAsync(args);
