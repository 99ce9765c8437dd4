module.exports = () => import("./serve.ts");
